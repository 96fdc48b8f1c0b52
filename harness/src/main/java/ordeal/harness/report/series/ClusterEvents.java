package ordeal.harness.report.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.ControllerTerm;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.Registration;

/** State writes, controller elections and registrations, told in the order of their transactions. */
public final class ClusterEvents {
    private ClusterEvents() {}

    /** Every event of a run. */
    public static List<ClusterEvent> of(RunDescription run, ClusterTimeline timeline) {
        RunClock clock = RunClock.of(run);
        List<ClusterEvent> events = new ArrayList<>();
        for (Partition partition : run.partitions()) {
            for (PartitionState state : timeline.states(partition)) {
                events.add(new ClusterEvent(clock.nanosAt(state.epochMs()), state.zxid(), words(partition, state)));
            }
        }
        for (ControllerTerm term : timeline.controllers()) {
            add(
                    events,
                    clock.nanosAt(term.fromEpochMs()),
                    term.fromZxid(),
                    "broker %d became controller in epoch %d, session 0x%x"
                            .formatted(term.broker(), term.epoch(), term.session()));
            add(
                    events,
                    clock.nanosAt(term.toEpochMs()),
                    term.toZxid(),
                    "the term of controller %d, epoch %d, ended".formatted(term.broker(), term.epoch()));
        }
        for (Registration life : timeline.registrations()) {
            add(
                    events,
                    clock.nanosAt(life.fromEpochMs()),
                    life.brokerEpoch(),
                    "broker %d registered, session 0x%x".formatted(life.broker(), life.session()));
            add(
                    events,
                    clock.nanosAt(life.toEpochMs()),
                    life.toZxid(),
                    "the registration of broker %d went, session 0x%x".formatted(life.broker(), life.session()));
        }
        events.sort(Comparator.comparingLong(ClusterEvent::zxid).thenComparing(ClusterEvent::text));
        return events;
    }

    private static void add(List<ClusterEvent> events, long nanos, long zxid, String text) {
        if (zxid != Long.MAX_VALUE) {
            events.add(new ClusterEvent(nanos, zxid, text));
        }
    }

    private static String words(Partition partition, PartitionState state) {
        return "%s: leader %s, leader epoch %d, ISR %s, controller epoch %d, partition epoch %d, session 0x%x"
                .formatted(
                        partition,
                        state.leader() < 0 ? "none" : Integer.toString(state.leader()),
                        state.leaderEpoch(),
                        state.isr(),
                        state.controllerEpoch(),
                        state.partitionEpoch(),
                        state.session());
    }
}
