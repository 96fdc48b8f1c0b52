package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.checker.Partition;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Which ISRs the leader of an epoch may have had in view at a time. It learns of a change of the ISR from the controller's answer:
 * within a second, unless a fault hit the leader, the controller or ZooKeeper meanwhile, and then it may not have learned of it at
 * all. Of later epochs a deposed leader may never learn, so the last ISR of an epoch stays in view for ever.
 */
final class LeaderView {
    private static final long SLACK_MS = 1_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Integer, List<Seen>> byEpoch = new HashMap<>();

    /** An ISR's size, in view from a time to another (wall clock). */
    record Seen(int isrSize, long fromEpochMs, long toEpochMs, PartitionState state) {
        boolean during(long fromMs, long toMs) {
            return fromEpochMs <= toMs && fromMs <= toEpochMs;
        }
    }

    LeaderView(Partition partition, ClusterTimeline timeline, RunDescription run, List<FaultRecord> faults) {
        List<PartitionState> states = timeline.states(partition);
        for (int i = 0; i < states.size(); i++) {
            PartitionState state = states.get(i);
            boolean last = i + 1 == states.size() || states.get(i + 1).leaderEpoch() != state.leaderEpoch();
            long until = last ? NEVER : learned(state, states.get(i + 1), timeline, run, faults);
            byEpoch.computeIfAbsent(state.leaderEpoch(), _ -> new ArrayList<>())
                    .add(new Seen(state.isr().size(), state.epochMs() - SLACK_MS, until, state));
        }
    }

    /** Every ISR that the leader of this epoch may have had in view between two times. */
    List<Seen> during(int epoch, long fromMs, long toMs) {
        return byEpoch.getOrDefault(epoch, List.of()).stream()
                .filter(seen -> seen.during(fromMs, toMs))
                .toList();
    }

    private static long learned(
            PartitionState state,
            PartitionState next,
            ClusterTimeline timeline,
            RunDescription run,
            List<FaultRecord> faults) {
        long latest = next.epochMs() + SLACK_MS;
        String leader = "broker-" + state.leader();
        String controller = "broker-" + timeline.controllerAt(next.zxid()).orElse(-1);
        for (FaultRecord fault : faults) {
            boolean happened = fault.injectedNanos() >= 0;
            boolean involved = fault.targets().isEmpty()
                    || fault.targets().stream()
                            .anyMatch(target -> target.equals(leader)
                                    || target.equals(controller)
                                    || target.startsWith("zookeeper"));
            long from = run.startedEpochMs() + fault.injectedNanos() / 1_000_000 - SLACK_MS;
            long to =
                    fault.healedNanos() < 0 ? NEVER : run.startedEpochMs() + fault.healedNanos() / 1_000_000 + SLACK_MS;
            if (happened && involved && from <= latest && next.epochMs() <= to) {
                return NEVER;
            }
        }
        return latest;
    }
}
