package ordeal.checker.culprit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/** Every leader epoch of one partition, as ZooKeeper's log tells of it, with where it began. */
final class Elections {
    private final List<PartitionState> states;
    private final List<Election> byEpoch;
    private final RunClock clock;

    private Elections(List<PartitionState> states, List<Election> byEpoch, RunClock clock) {
        this.states = states;
        this.byEpoch = byEpoch;
        this.clock = clock;
    }

    /** Of one partition; none without ZooKeeper's log. */
    static Elections of(Evidence evidence, int number, List<RoleChange> roles, Optional<ReplicaLog> survivor) {
        RunClock clock = RunClock.of(evidence.run());
        if (!(evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline))) {
            return new Elections(List.of(), List.of(), clock);
        }
        List<PartitionState> states =
                timeline.states(evidence.run().partitions().get(number));
        List<Election> elections = new ArrayList<>();
        Optional<PartitionState> before = Optional.empty();
        for (PartitionState state : states) {
            boolean begun = before.isPresent() && before.get().leaderEpoch() == state.leaderEpoch();
            if (!begun && state.leader() >= 0) {
                Optional<RoleChange> role = roles.stream()
                        .filter(change -> change.partition() == number
                                && change.leaderEpoch() == state.leaderEpoch()
                                && change.broker() == state.leader())
                        .findFirst();
                elections.add(election(before, state, role, survivor, clock));
            }
            before = Optional.of(state);
        }
        return new Elections(states, List.copyOf(elections), clock);
    }

    /** All of them, by epoch. */
    List<Election> all() {
        return byEpoch;
    }

    /** The one that began an epoch. */
    Optional<Election> of(int leaderEpoch) {
        return byEpoch.stream()
                .filter(election -> election.leaderEpoch() == leaderEpoch)
                .findFirst();
    }

    /** The state that was in force at a moment by ZooKeeper's clock. */
    Optional<PartitionState> stateAt(long nanos) {
        PartitionState found = null;
        for (PartitionState state : states) {
            if (clock.nanosAt(state.epochMs()) <= nanos) {
                found = state;
            }
        }
        return Optional.ofNullable(found);
    }

    private static Election election(
            Optional<PartitionState> before,
            PartitionState state,
            Optional<RoleChange> role,
            Optional<ReplicaLog> survivor,
            RunClock clock) {
        long nanos = Math.max(0, clock.nanosAt(state.epochMs()));
        Optional<Election.Start> start = role.map(change -> new Election.Start(change.startOffset(), true))
                .or(() -> survivor.flatMap(log -> startIn(log, state.leaderEpoch())));
        String was = before.map(old -> String.format(
                        Locale.ROOT,
                        " (before: leader %d, leader epoch %d, ISR %s)",
                        old.leader(),
                        old.leaderEpoch(),
                        old.isr()))
                .orElse("");
        return new Election(
                state.leaderEpoch(),
                state.leader(),
                nanos,
                start,
                new Witness(
                        "zookeeper",
                        nanos,
                        String.format(
                                Locale.ROOT,
                                "transaction 0x%x: leader %d, leader epoch %d, ISR %s, partition epoch %d%s",
                                state.zxid(),
                                state.leader(),
                                state.leaderEpoch(),
                                state.isr(),
                                state.partitionEpoch(),
                                was)),
                role.map(change -> new Witness("log", Math.max(0, clock.nanosAt(change.epochMs())), change.line())));
    }

    private static Optional<Election.Start> startIn(ReplicaLog survivor, int leaderEpoch) {
        return survivor.epochs().stream()
                .filter(line -> line.epoch() == leaderEpoch)
                .findFirst()
                .map(line -> new Election.Start(line.startOffset(), false));
    }
}
