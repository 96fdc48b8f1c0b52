package ordeal.checker.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The verdict on a run.
 *
 * @param run the run's name
 * @param verdict the worst of all results
 * @param promises the verdict on each promise that some checker judged, in the order of the promises
 * @param results every checker's part, by promise and name
 * @param notJudged sentences on what could not be judged and what evidence had to be dropped
 * @param counts checks by verdict, and permitted anomalies by cause
 */
public record RunVerdict(
        String run,
        Verdict verdict,
        Map<Promise, Verdict> promises,
        List<CheckResult> results,
        List<String> notJudged,
        SortedMap<String, Long> counts) {
    private static final String PERMITTED = "permitted:";

    public RunVerdict {
        promises = Collections.unmodifiableMap(new EnumMap<>(promises));
        results = List.copyOf(results);
        notJudged = List.copyOf(notJudged);
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /**
     * The verdict that these results add up to.
     *
     * @param remarks what had to be dropped while the evidence was loaded
     */
    public static RunVerdict of(String run, List<CheckResult> results, List<String> remarks) {
        List<CheckResult> sorted = results.stream()
                .sorted(Comparator.comparing(CheckResult::promise).thenComparing(CheckResult::checker))
                .toList();
        Map<Promise, Verdict> promises = new EnumMap<>(Promise.class);
        List<String> notJudged = new ArrayList<>(remarks);
        SortedMap<String, Long> counts = new TreeMap<>();
        for (CheckResult result : sorted) {
            promises.merge(result.promise(), result.verdict(), (a, b) -> Verdict.worst(List.of(a, b)));
            counts.merge("checks-" + result.verdict().word(), 1L, Long::sum);
            result.counts().forEach((name, number) -> {
                if (name.startsWith(PERMITTED)) {
                    counts.merge(name, number, Long::sum);
                }
            });
            if (result.verdict() instanceof Verdict.Unknown(String reason)) {
                notJudged.add(result.checker() + ": " + reason);
            }
        }
        Verdict worst = Verdict.worst(sorted.stream().map(CheckResult::verdict).toList());
        return new RunVerdict(run, worst, promises, sorted, notJudged, counts);
    }
}
