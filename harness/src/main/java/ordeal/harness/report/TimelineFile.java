package ordeal.harness.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.harness.report.series.Load;
import ordeal.harness.report.series.LoadSecond;

/**
 * {@code timeline.csv}: a line for each second of the run. Sends count in the second of their intended time; polled records in the
 * second in which the poll returned; faults are those that held in any part of the second; controller, leaders and ISR sizes are
 * those at its start, empty when unknown. Lists are joined with spaces.
 */
final class TimelineFile {
    private static final String HEADER =
            "second,offered,acked,failed,info,open,polled,p50_ms,p99_ms,max_ms,faults,controller,leaders,isr_sizes\n";
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final double NANOS_PER_MS = 1e6;

    private TimelineFile() {}

    static String of(ReportData data) {
        StringBuilder csv = new StringBuilder(HEADER);
        if (data.load() instanceof Part.Present<Load>(Load load)) {
            load.seconds().forEach(second -> csv.append(line(data, second)).append('\n'));
        }
        return csv.toString();
    }

    private static String line(ReportData data, LoadSecond second) {
        long from = second.second() * NANOS_PER_SECOND;
        boolean none = second.latency().count() == 0;
        return String.join(
                ",",
                Integer.toString(second.second()),
                Long.toString(second.offered()),
                Long.toString(second.ok()),
                Long.toString(second.fail()),
                Long.toString(second.info()),
                Long.toString(second.open()),
                Long.toString(second.polled()),
                none ? "" : ms(second.latency().p50Nanos()),
                none ? "" : ms(second.latency().p99Nanos()),
                none ? "" : ms(second.latency().maxNanos()),
                faults(data.injectedFaults(), from, from + NANOS_PER_SECOND),
                cluster(data, from));
    }

    private static String faults(List<FaultRecord> faults, long fromNanos, long toNanos) {
        return faults.stream()
                .filter(fault -> fault.injectedNanos() < toNanos
                        && (fault.healedNanos() < 0 || fault.healedNanos() >= fromNanos))
                .map(fault -> Integer.toString(fault.id()))
                .collect(Collectors.joining(" "));
    }

    /** Controller, leaders and ISR sizes at a moment: three columns. */
    private static String cluster(ReportData data, long nanos) {
        if (!(data.timeline() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline))) {
            return ",,";
        }
        RunClock clock = RunClock.of(data.run());
        OptionalInt controller = timeline.controllers().stream()
                .filter(term -> clock.nanosAt(term.fromEpochMs()) <= nanos && nanos < clock.nanosAt(term.toEpochMs()))
                .mapToInt(term -> term.broker())
                .findFirst();
        StringBuilder leaders = new StringBuilder();
        StringBuilder sizes = new StringBuilder();
        for (Partition partition : data.run().partitions()) {
            Optional<PartitionState> state = stateAt(timeline.states(partition), clock, nanos);
            state.ifPresent(known -> {
                leaders.append(leaders.isEmpty() ? "" : " ").append(partition + "=" + known.leader());
                sizes.append(sizes.isEmpty() ? "" : " ")
                        .append(partition + "=" + known.isr().size());
            });
        }
        return (controller.isPresent() ? Integer.toString(controller.getAsInt()) : "") + "," + leaders + "," + sizes;
    }

    private static Optional<PartitionState> stateAt(List<PartitionState> states, RunClock clock, long nanos) {
        return states.reversed().stream()
                .filter(state -> clock.nanosAt(state.epochMs()) <= nanos)
                .findFirst();
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MS);
    }
}
