package ordeal.checker.verdict;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One checker's part of a verdict.
 *
 * @param checker the checker's name, such as {@code durability}
 * @param promise what it judges
 * @param verdict what it says
 * @param anomalies the anomalies that it keeps as proof, permitted ones among them; at most {@link #ANOMALY_LIMIT} of a type
 * @param counts how many there were of everything it counted: anomalies by type, operations, transactions, whatever shows what
 *     the verdict rests on
 */
public record CheckResult(
        String checker, Promise promise, Verdict verdict, List<Anomaly> anomalies, SortedMap<String, Long> counts) {
    /** How many anomalies of one type a result keeps; {@code counts} has the true number. */
    public static final int ANOMALY_LIMIT = 10;

    public CheckResult {
        anomalies = List.copyOf(anomalies);
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }
}
