package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import ordeal.checker.Partition;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a checker finds while it works: anomalies, of which it keeps the first few of each type as proof, counts (of permitted
 * anomalies under {@code permitted-} and the type), and reasons why
 * something could not be judged. {@link #result} makes the checker's part of the verdict of it.
 */
public final class Findings {
    private final RunDescription run;
    private final Map<String, List<Anomaly>> kept = new LinkedHashMap<>();
    private final Map<String, List<Anomaly>> keptPermitted = new LinkedHashMap<>();
    private final Map<String, Long> broken = new LinkedHashMap<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final List<String> unjudged = new ArrayList<>();

    /** Nothing found yet. */
    public Findings(RunDescription run) {
        this.run = run;
    }

    /** The run that is judged. */
    public RunDescription run() {
        return run;
    }

    /** A rule is broken, and nothing permits it. */
    public void broken(
            String type, @Nullable Partition partition, long epochMs, String summary, List<Anomaly.Witness> witness) {
        broken(type, partition, epochMs, summary, witness, Optional.empty());
    }

    /**
     * A rule is broken.
     *
     * @param epochMs wall clock, -1 when unknown
     * @param permittedCause why the settings permit it; empty when nothing does
     */
    public void broken(
            String type,
            @Nullable Partition partition,
            long epochMs,
            String summary,
            List<Anomaly.Witness> witness,
            Optional<String> permittedCause) {
        boolean permitted = permittedCause.isPresent();
        count(permitted ? "permitted-" + type : type, 1);
        if (!permitted) {
            broken.merge(type, 1L, Long::sum);
        }
        List<Anomaly> list = (permitted ? keptPermitted : kept).computeIfAbsent(type, _ -> new ArrayList<>());
        if (list.size() < CheckResult.ANOMALY_LIMIT) {
            list.add(new Anomaly(type, partition, summary, witness, permittedCause.orElse(null), nanos(epochMs)));
        }
    }

    /** Something could not be judged. */
    public void unjudged(String reason) {
        if (!unjudged.contains(reason)) {
            unjudged.add(reason);
        }
    }

    /** Adds to a count; adding 0 makes the count appear. */
    public void count(String name, long number) {
        counts.merge(name, number, Long::sum);
    }

    /** A witness from ZooKeeper's log. */
    public Anomaly.Witness zookeeper(long epochMs, String text) {
        return new Anomaly.Witness("zookeeper", nanos(epochMs), text);
    }

    /** A witness from a broker's own log. */
    public Anomaly.Witness log(long epochMs, String text) {
        return new Anomaly.Witness("log", nanos(epochMs), text);
    }

    /** A witness from a replica's disk. */
    public static Anomaly.Witness disk(String text) {
        return new Anomaly.Witness("disk", -1, text);
    }

    /** A witness from the clients' history. */
    public static Anomaly.Witness history(long nanos, String text) {
        return new Anomaly.Witness("history", nanos, text);
    }

    /** The verdict: invalid when a rule is broken, else unknown when something could not be judged, else valid. */
    public CheckResult result(String checker, Promise promise) {
        return new CheckResult(checker, promise, verdict(), anomalies(), counts);
    }

    /** What is not permitted comes first, so that the proof of an invalid verdict is never crowded out. */
    private List<Anomaly> anomalies() {
        Map<String, List<Anomaly>> byType = new LinkedHashMap<>();
        kept.forEach((type, list) -> byType.put(type, new ArrayList<>(list)));
        keptPermitted.forEach((type, list) -> {
            List<Anomaly> all = byType.computeIfAbsent(type, _ -> new ArrayList<>());
            list.stream().limit(CheckResult.ANOMALY_LIMIT - (long) all.size()).forEach(all::add);
        });
        return byType.values().stream().flatMap(List::stream).toList();
    }

    private Verdict verdict() {
        if (!broken.isEmpty()) {
            return new Verdict.Invalid(String.join(
                    ", ",
                    broken.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .toList()));
        }
        return unjudged.isEmpty() ? new Verdict.Valid() : new Verdict.Unknown(String.join("; ", unjudged));
    }

    private long nanos(long epochMs) {
        return epochMs < 0 ? -1 : Math.max(0, (epochMs - run.startedEpochMs()) * 1_000_000);
    }
}
