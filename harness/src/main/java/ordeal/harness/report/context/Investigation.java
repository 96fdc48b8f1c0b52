package ordeal.harness.report.context;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Anomaly;
import ordeal.harness.report.series.ClusterEvent;
import org.jspecify.annotations.Nullable;

/** Looks up what happened around anomalies. The logs are read once for all of them. */
public final class Investigation {
    /** How many cluster events are told of one anomaly. */
    static final int EVENT_LIMIT = 40;
    /** How many log lines are told of one anomaly. */
    static final int LINE_LIMIT = 60;

    private Investigation() {}

    /** The surroundings of each anomaly, in the order in which they were given. */
    public static List<Surroundings> of(
            RunFolder folder, RunDescription run, List<ClusterEvent> events, List<Anomaly> anomalies) {
        List<Moments> moments = anomalies.stream().map(Moments::of).toList();
        Map<Integer, Lines> lines = new TreeMap<>();
        for (int i = 0; i < anomalies.size(); i++) {
            lines.put(i, new Lines(anomalies.get(i).partition()));
        }
        if (!anomalies.isEmpty()) {
            new BrokerLogs(folder, run.cluster().brokers(), RunClock.of(run)).forEach(line -> {
                lines.forEach((i, kept) -> {
                    if (moments.get(i).hold(line.nanos())) {
                        kept.add(line);
                    }
                });
            });
        }
        List<Surroundings> all = new ArrayList<>();
        lines.forEach((i, kept) -> {
            List<ClusterEvent> around = events.stream()
                    .filter(event -> moments.get(i).hold(event.nanos()))
                    .toList();
            List<ClusterEvent> told = around.stream().limit(EVENT_LIMIT).toList();
            List<LogLine> logged = kept.told();
            all.add(new Surroundings(told, logged, around.size() - told.size(), kept.seen - logged.size()));
        });
        return all;
    }

    /** The lines around one anomaly: those that seem to concern it first. */
    private static final class Lines {
        private final @Nullable Partition partition;
        private final List<LogLine> telling = new ArrayList<>();
        private final List<LogLine> others = new ArrayList<>();
        private long seen;

        Lines(@Nullable Partition partition) {
            this.partition = partition;
        }

        void add(LogLine line) {
            seen++;
            List<LogLine> kept = isTelling(line) ? telling : others;
            if (kept.size() < LINE_LIMIT) {
                kept.add(line);
            }
        }

        private boolean isTelling(LogLine line) {
            String text = line.text().toLowerCase(Locale.ROOT);
            return (partition != null && line.text().contains(partition.toString()))
                    || text.startsWith("error")
                    || text.startsWith("warn")
                    || text.contains("elected")
                    || text.contains("resign")
                    || text.contains("unclean");
        }

        List<LogLine> told() {
            List<LogLine> told = new ArrayList<>(telling);
            told.addAll(others.subList(0, Math.min(others.size(), LINE_LIMIT - telling.size())));
            told.sort(Comparator.comparingLong(LogLine::nanos).thenComparing(LogLine::source));
            return told;
        }
    }
}
