package ordeal.broker.controller;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.coordination.PartitionStateJson;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.ZnodePaths;
import ordeal.broker.journal.Journal;
import ordeal.broker.journal.JournalEntry;
import org.apache.kafka.common.TopicPartition;

/**
 * Changes partition states: decide on what is known, write on the condition that it is still so, and remember what was written.
 *
 * <p>A write refused for its version is either this controller's own, carried out before its connection was lost, or shows that what
 * was known is out of date. The znode tells which: it is read again, and either holds what was to be written, or is decided upon anew.
 * So no stale partition epoch is ever kept.
 */
final class StateWriter {
    private final PatientSession session;
    private final GuardedWrites writes;
    private final ClusterView view;
    private final Journal journal;
    private final int controllerEpoch;

    StateWriter(PatientSession session, GuardedWrites writes, ClusterView view, Journal journal, int controllerEpoch) {
        this.session = session;
        this.writes = writes;
        this.view = view;
        this.journal = journal;
        this.controllerEpoch = controllerEpoch;
    }

    /**
     * Changes a state.
     *
     * @param decision the state to be, from the one in force; empty for no change. Asked again whenever the state in force turns out to
     *     be another one
     * @param reason for the journal
     * @return the state that was written; empty when nothing was
     */
    CompletableFuture<Optional<PartitionState>> update(
            TopicPartition partition, Function<PartitionState, Optional<PartitionState>> decision, String reason) {
        Optional<PartitionState> wanted = view.state(partition).flatMap(decision);
        if (wanted.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        PartitionState state = wanted.get();
        return writes.set(ZnodePaths.state(partition), PartitionStateJson.encode(state), state.partitionEpoch())
                .thenApply(stat -> accept(partition, state.withPartitionEpoch(stat.version()), reason))
                .exceptionallyCompose(failed -> switch (PatientSession.code(failed)) {
                    case BAD_VERSION -> compare(partition, state, decision, reason);
                    case NO_NODE -> {
                        view.removeState(partition);
                        yield CompletableFuture.completedFuture(Optional.empty());
                    }
                    case NODE_EXISTS, NOT_EMPTY, CONNECTION_LOSS, SESSION_EXPIRED, OTHER ->
                        CompletableFuture.failedFuture(PatientSession.cause(failed));
                });
    }

    /**
     * Gives a new partition its first state, with the znodes above it.
     *
     * @return the state that was written; empty when there was one already, which is known then
     */
    CompletableFuture<Optional<PartitionState>> create(TopicPartition partition, PartitionState state, String reason) {
        return writes.ensure(ZnodePaths.partitions(partition.topic()))
                .thenCompose(_ -> writes.ensure(ZnodePaths.partition(partition)))
                .thenCompose(_ -> writes.create(ZnodePaths.state(partition), PartitionStateJson.encode(state)))
                .thenApply(_ -> accept(partition, state, reason))
                .exceptionallyCompose(failed -> PatientSession.code(failed) == Code.NODE_EXISTS
                        ? reread(partition)
                                .thenApply(found -> same(found, state)
                                        ? accept(partition, found, reason)
                                        : Optional.<PartitionState>empty())
                        : CompletableFuture.failedFuture(PatientSession.cause(failed)));
    }

    /** Reads a state anew, and remembers it. Fails with {@link ControllerMovedException} when a later controller wrote it. */
    CompletableFuture<PartitionState> reread(TopicPartition partition) {
        return session.get(ZnodePaths.state(partition)).thenApply(znode -> {
            PartitionState found = PartitionStateJson.decode(partition, znode);
            if (found.controllerEpoch() > controllerEpoch) {
                throw new ControllerMovedException(
                        "the state of " + partition + " was written in controller epoch " + found.controllerEpoch());
            }
            view.putState(partition, found);
            return found;
        });
    }

    private CompletableFuture<Optional<PartitionState>> compare(
            TopicPartition partition,
            PartitionState wanted,
            Function<PartitionState, Optional<PartitionState>> decision,
            String reason) {
        return reread(partition)
                .thenCompose(found -> same(found, wanted)
                        ? CompletableFuture.completedFuture(accept(partition, found, reason))
                        : update(partition, decision, reason))
                .exceptionallyCompose(failed -> {
                    if (PatientSession.code(failed) == Code.NO_NODE) {
                        view.removeState(partition);
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    return CompletableFuture.failedFuture(PatientSession.cause(failed));
                });
    }

    private Optional<PartitionState> accept(TopicPartition partition, PartitionState state, String reason) {
        view.putState(partition, state);
        journal.record(new JournalEntry.StateWritten(
                partition,
                state.partitionEpoch(),
                state.controllerEpoch(),
                state.leader(),
                state.leaderEpoch(),
                List.copyOf(state.isr()),
                reason));
        return Optional.of(state);
    }

    private static boolean same(PartitionState one, PartitionState other) {
        return one.equals(other.withPartitionEpoch(one.partitionEpoch()));
    }
}
