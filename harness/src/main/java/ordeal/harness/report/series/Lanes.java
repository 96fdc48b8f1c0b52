package ordeal.harness.report.series;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.ControllerTerm;
import ordeal.checker.zookeeper.PartitionState;

/** Who was controller, who led each partition and who was out of its ISR, as ZooKeeper's log tells it. */
public final class Lanes {
    private final RunClock clock;
    private final TimeRange shown;

    private Lanes(RunClock clock, TimeRange shown) {
        this.clock = clock;
        this.shown = shown;
    }

    /** The controller's lane, then one for each partition in the run's order, cut to the stretch that is shown. */
    public static List<Lane> of(RunDescription run, ClusterTimeline timeline, TimeRange shown) {
        Lanes lanes = new Lanes(RunClock.of(run), shown);
        List<Lane> all = new ArrayList<>();
        all.add(lanes.controller(timeline.controllers()));
        for (Partition partition : run.partitions()) {
            List<Integer> replicas = timeline.assignments().getOrDefault(partition, List.of());
            all.add(lanes.partition(partition, timeline.states(partition), replicas));
        }
        return all;
    }

    private Lane controller(List<ControllerTerm> terms) {
        List<LaneSpan> spans = new ArrayList<>();
        for (ControllerTerm term : terms) {
            add(spans, term.broker(), clock.nanosAt(term.fromEpochMs()), clock.nanosAt(term.toEpochMs()));
        }
        return new Lane("controller", spans, List.of());
    }

    private Lane partition(Partition partition, List<PartitionState> states, List<Integer> replicas) {
        List<LaneSpan> leaders = new ArrayList<>();
        List<LaneSpan> missing = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            PartitionState state = states.get(i);
            long from = clock.nanosAt(state.epochMs());
            long to = i + 1 < states.size() ? clock.nanosAt(states.get(i + 1).epochMs()) : Long.MAX_VALUE;
            if (state.leader() >= 0) {
                add(leaders, state.leader(), from, to);
            }
            for (int replica : replicas) {
                if (!state.isr().contains(replica)) {
                    add(missing, replica, from, to);
                }
            }
        }
        return new Lane(partition.toString(), leaders, missing);
    }

    /** Adds a stretch, or lengthens the one of the same broker that it continues. */
    private void add(List<LaneSpan> spans, int broker, long fromNanos, long toNanos) {
        long from = shown.clamp(fromNanos);
        long to = shown.clamp(toNanos);
        if (to <= from) {
            return;
        }
        for (int i = spans.size() - 1; i >= 0; i--) {
            LaneSpan last = spans.get(i);
            if (last.broker() == broker && last.toNanos() == from) {
                spans.set(i, new LaneSpan(broker, last.fromNanos(), to));
                return;
            }
        }
        spans.add(new LaneSpan(broker, from, to));
    }
}
