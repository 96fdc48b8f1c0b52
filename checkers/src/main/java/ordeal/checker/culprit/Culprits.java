package ordeal.checker.culprit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.journal.Cuts;
import ordeal.checker.journal.Cuts.Cut;
import ordeal.checker.journal.Journals;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Collection;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Finds what took a record away. Let the record be at offset o, held by a leader in epoch h where that is known, and appended after t.
 *
 * <ul>
 *   <li>An election is blamed if its epoch is known to begin at o or before, and its epoch is greater than h, or, h being unknown, it was
 *       written after t. Of several the first by epoch that came after the record was known to be there, else the first: a leader cut off
 *       from the others may acknowledge what its successor never had.
 *   <li>A truncation of the partition is blamed if it removed o, in no epoch before h, and was written after t. Of several the one by the
 *       broker that was elected, before its election, else the first by epoch.
 * </ul>
 *
 * <p>"After" allows {@link RunClock#SLACK_NANOS}.
 */
public final class Culprits {
    private final List<Partition> partitions;
    private final RunClock clock;
    private final Cuts cuts;
    private final Optional<Tenures> tenures;
    private final List<Elections> elections = new ArrayList<>();
    private final List<List<ReplicaLog>> replicas = new ArrayList<>();

    private Culprits(Evidence evidence) {
        this.partitions = evidence.run().partitions();
        this.clock = RunClock.of(evidence.run());
        this.cuts = Cuts.of(Journals.present(evidence.journals()));
        this.tenures = Tenures.of(evidence.run(), evidence.journals());
        List<RoleChange> roles =
                evidence.roleChanges() instanceof Part.Present<List<RoleChange>>(List<RoleChange> known)
                        ? known
                        : List.of();
        for (int number = 0; number < partitions.size(); number++) {
            replicas.add(replicas(evidence, number));
            elections.add(Elections.of(evidence, number, roles, survivor(evidence, number)));
        }
    }

    /** Those of a run. */
    public static Culprits of(Evidence evidence) {
        return new Culprits(evidence);
    }

    /** The election that began a leader epoch, if ZooKeeper's log tells of it. */
    public Optional<Election> election(int partition, int leaderEpoch) {
        return elections.get(partition).of(leaderEpoch);
    }

    /** What took a record out of the partition. */
    public Removal removal(Gone gone) {
        return removal(gone, electionWithout(gone));
    }

    /** What took a record out of the partition, once the election is known. */
    public Removal removal(Gone gone, Optional<Election> election) {
        List<Cut> candidates = cutsOf(gone);
        Optional<Cut> cut = election.flatMap(known -> candidates.stream()
                        .filter(one -> one.line().broker() == known.broker()
                                && one.truncated().leaderEpoch() < known.leaderEpoch())
                        .findFirst())
                .or(() -> candidates.stream().findFirst());
        return removal(gone, cut, election);
    }

    /** What took a record out of one broker's log, while the partition may still have it. */
    public Removal removalFrom(int broker, Gone gone) {
        return removal(
                gone,
                cutsOf(gone).stream()
                        .filter(cut -> cut.line().broker() == broker)
                        .findFirst(),
                Optional.empty());
    }

    /** A broker's last truncation in a leader epoch or a later one: what it cut when it had to follow that epoch's leader. */
    public Optional<Witness> lastCut(int partition, int broker, int fromEpoch) {
        return cuts.of(partitions.get(partition)).stream()
                .filter(cut -> cut.line().broker() == broker && cut.truncated().leaderEpoch() >= fromEpoch)
                .reduce((_, later) -> later)
                .map(cut -> new Witness("journal", nanosOf(cut), cut.sentence()));
    }

    /**
     * Who acknowledged a send.
     *
     * @param offset where; a disk that still holds the value there tells in which epoch it was appended
     */
    public Optional<Acknowledger> acknowledger(
            int partition, long offset, long packedValue, long invokedNanos, long completedNanos) {
        List<Tenures.Tenure> leading = tenures.map(
                        known -> known.during(partitions.get(partition), invokedNanos, completedNanos))
                .orElse(List.of());
        if (leading.size() == 1) {
            Tenures.Tenure only = leading.getFirst();
            return Optional.of(new Acknowledger(only.broker(), only.leaderEpoch(), true));
        }
        OptionalInt appended = epochOnDisk(partition, offset, packedValue);
        if (appended.isPresent() && !laterElectionBefore(partition, appended.getAsInt(), completedNanos)) {
            return election(partition, appended.getAsInt())
                    .map(election -> new Acknowledger(election.broker(), election.leaderEpoch(), true));
        }
        return elections
                .get(partition)
                .stateAt(completedNanos)
                .filter(state -> state.leader() >= 0)
                .map(state -> new Acknowledger(state.leader(), state.leaderEpoch(), false));
    }

    /** The leader epoch of the batch that holds a value at an offset on any disk; empty when none does. */
    public OptionalInt epochOnDisk(int partition, long offset, long packedValue) {
        if (offset >= 0) {
            for (ReplicaLog log : replicas.get(partition)) {
                if (log.valueAt(offset) == packedValue) {
                    return OptionalInt.of(log.epochAt(offset));
                }
            }
        }
        return OptionalInt.empty();
    }

    private boolean laterElectionBefore(int partition, int leaderEpoch, long nanos) {
        return elections.get(partition).all().stream()
                .anyMatch(election ->
                        election.leaderEpoch() > leaderEpoch && election.atNanos() <= nanos + RunClock.SLACK_NANOS);
    }

    private Optional<Election> electionWithout(Gone gone) {
        List<Election> candidates = elections.get(gone.partition()).all().stream()
                .filter(election -> election.lacks(gone.offset()))
                .filter(election -> gone.heldInEpoch().isPresent()
                        ? election.leaderEpoch() > gone.heldInEpoch().getAsInt()
                        : isAfter(election.atNanos(), gone.sinceNanos()))
                .sorted(Comparator.comparingInt(Election::leaderEpoch))
                .toList();
        return candidates.stream()
                .filter(election -> isAfter(election.atNanos(), gone.knownNanos()))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    private List<Cut> cutsOf(Gone gone) {
        return cuts.of(partitions.get(gone.partition())).stream()
                .filter(cut -> cut.truncated().removed(gone.offset()))
                .filter(cut -> gone.heldInEpoch().isEmpty()
                        || cut.truncated().leaderEpoch() >= gone.heldInEpoch().getAsInt())
                .filter(cut -> isAfter(nanosOf(cut), gone.sinceNanos()))
                .toList();
    }

    private Removal removal(Gone gone, Optional<Cut> cut, Optional<Election> election) {
        return new Removal(gone.offset(), cut, cut.map(this::nanosOf).orElse(-1L), election);
    }

    private long nanosOf(Cut cut) {
        return Math.max(0, clock.nanosAt(cut.line().epochMs()));
    }

    private static boolean isAfter(long nanos, long sinceNanos) {
        return sinceNanos < 0 || nanos >= sinceNanos - RunClock.SLACK_NANOS;
    }

    private static List<ReplicaLog> replicas(Evidence evidence, int number) {
        List<ReplicaLog> logs = new ArrayList<>();
        evidence.replicas().values().forEach(part -> {
            if (part instanceof Part.Present<Map<Integer, ReplicaLog>>(var found) && found.get(number) != null) {
                logs.add(found.get(number));
            }
        });
        return logs;
    }

    /** The log of who leads at the run's final transaction. */
    private Optional<ReplicaLog> survivor(Evidence evidence, int number) {
        if (evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline)
                && evidence.collection() instanceof Part.Present<Collection>(Collection collection)) {
            return timeline.stateAt(partitions.get(number), collection.finalZxid())
                    .map(PartitionState::leader)
                    .flatMap(leader -> replicas.get(number).stream()
                            .filter(log -> log.broker() == leader)
                            .findFirst());
        }
        return Optional.empty();
    }
}
