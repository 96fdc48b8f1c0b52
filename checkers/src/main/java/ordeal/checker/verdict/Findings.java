package ordeal.checker.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Collects what one checker finds and makes its {@link CheckResult}: invalid when an anomaly is not permitted, else unknown when
 * something could not be judged, else valid.
 */
public final class Findings {
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final SortedMap<String, Long> broken = new TreeMap<>();
    private final Map<String, List<Anomaly>> kept = new TreeMap<>();
    private final Map<String, List<Anomaly>> keptPermitted = new TreeMap<>();
    private final Map<String, Boolean> doubts = new LinkedHashMap<>();

    /** An anomaly that nothing permits. Counted under its type. */
    public void anomaly(Anomaly anomaly) {
        count(anomaly.type(), 1);
        broken.merge(anomaly.type(), 1L, Long::sum);
        keep(kept, anomaly);
    }

    /**
     * As {@link #anomaly(Anomaly)} for one that is dear to describe: what proves it is asked for only while it would be kept.
     *
     * @param type the type of what {@code proof} gives
     */
    public void anomaly(String type, Supplier<Anomaly> proof) {
        count(type, 1);
        broken.merge(type, 1L, Long::sum);
        if (kept.getOrDefault(type, List.of()).size() < CheckResult.ANOMALY_LIMIT) {
            keep(kept, proof.get());
        }
    }

    /**
     * An anomaly that evidence and settings permit; it does not make the verdict invalid. Counted under {@code permitted:} and
     * the cause's word.
     *
     * @param causeWord the kind of the cause; the sentence stands in {@link Anomaly#permittedCause()}
     */
    public void permitted(Anomaly anomaly, String causeWord) {
        count("permitted:" + causeWord, 1);
        keep(keptPermitted, anomaly);
    }

    /** As {@link #permitted(Anomaly, String)} for one that is dear to describe, which is asked for only while it would be kept. */
    public void permitted(String type, String causeWord, Supplier<Anomaly> proof) {
        count("permitted:" + causeWord, 1);
        if (keptPermitted.getOrDefault(type, List.of()).size() < CheckResult.ANOMALY_LIMIT) {
            keep(keptPermitted, proof.get());
        }
    }

    /**
     * A permitted anomaly that follows from losses which are counted themselves, record by record. Counted under {@code permitted-} and its type.
     */
    public void consequence(Anomaly anomaly) {
        consequence(anomaly.type(), () -> anomaly);
    }

    /** As {@link #consequence(Anomaly)} for one that is dear to describe, which is asked for only while it would be kept. */
    public void consequence(String type, Supplier<Anomaly> proof) {
        count("permitted-" + type, 1);
        if (keptPermitted.getOrDefault(type, List.of()).size() < CheckResult.ANOMALY_LIMIT) {
            keep(keptPermitted, proof.get());
        }
    }

    /** Something that could not be judged, as a sentence; the same sentence counts once. */
    public void unknown(String reason) {
        doubts.put(reason, true);
    }

    /** Adds to a count; a count that was touched is shown, also when it is 0. */
    public void count(String name, long amount) {
        counts.merge(name, amount, Long::sum);
    }

    /** Whether nothing has been found that speaks against a valid verdict. */
    public boolean clean() {
        return broken.isEmpty() && doubts.isEmpty();
    }

    /** The result so far. */
    public CheckResult result(String checker, Promise promise) {
        return new CheckResult(checker, promise, verdict(), anomalies(), counts);
    }

    private Verdict verdict() {
        if (!broken.isEmpty()) {
            List<String> parts = new ArrayList<>();
            broken.forEach((type, number) -> parts.add(number + " " + type));
            return new Verdict.Invalid(String.join(", ", parts));
        }
        return doubts.isEmpty() ? new Verdict.Valid() : new Verdict.Unknown(String.join("; ", doubts.keySet()));
    }

    private List<Anomaly> anomalies() {
        Map<String, List<Anomaly>> byType = new TreeMap<>();
        kept.forEach((type, list) -> byType.put(type, new ArrayList<>(list)));
        keptPermitted.forEach((type, list) -> {
            List<Anomaly> all = byType.computeIfAbsent(type, _ -> new ArrayList<>());
            list.stream().limit(CheckResult.ANOMALY_LIMIT - (long) all.size()).forEach(all::add);
        });
        return byType.values().stream().flatMap(List::stream).toList();
    }

    private static void keep(Map<String, List<Anomaly>> lists, Anomaly anomaly) {
        List<Anomaly> list = lists.computeIfAbsent(anomaly.type(), _ -> new ArrayList<>());
        if (list.size() < CheckResult.ANOMALY_LIMIT) {
            list.add(anomaly);
        }
    }
}
