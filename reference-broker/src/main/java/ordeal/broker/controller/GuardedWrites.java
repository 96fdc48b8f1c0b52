package ordeal.broker.controller;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.CoordinationException;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.coordination.MultiResult;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.ZnodeStat;
import ordeal.broker.rules.ReplicationRules;

/**
 * The writes of one term: each goes with the check that no other controller was elected. Where the check fails the write fails with
 * {@link ControllerMovedException}, and nothing was written.
 */
final class GuardedWrites {
    private final PatientSession session;
    private final ReplicationRules rules;
    private final int epochVersion;

    /**
     * The writes of a term.
     *
     * @param epochVersion the data version of {@code /controller_epoch} from the election
     */
    GuardedWrites(PatientSession session, ReplicationRules rules, int epochVersion) {
        this.session = session;
        this.rules = rules;
        this.epochVersion = epochVersion;
    }

    CompletableFuture<ZnodeStat> set(String path, byte[] data, int expectedVersion) {
        Operation.Set write = new Operation.Set(path, data, expectedVersion);
        List<Operation> steps = steps(write);
        return carryOut(steps).thenApply(result -> result.stat(steps.indexOf(write)));
    }

    CompletableFuture<Void> create(String path, byte[] data) {
        return carryOut(steps(new Operation.Create(path, data, Persistence.PERSISTENT)))
                .thenApply(_ -> null);
    }

    /** Creates a znode; one that is there already is as good. */
    CompletableFuture<Void> ensure(String path) {
        return PatientSession.except(
                create(path, new byte[0]), Code.NODE_EXISTS, () -> CompletableFuture.completedFuture(null));
    }

    /** Deletes a znode; one that is gone already is as good. */
    CompletableFuture<Void> delete(String path) {
        return PatientSession.except(
                carryOut(steps(new Operation.Delete(path, Operation.ANY_VERSION)))
                        .thenApply(_ -> null),
                Code.NO_NODE,
                () -> CompletableFuture.completedFuture(null));
    }

    private List<Operation> steps(Operation write) {
        return rules.controllerWrite(write, epochVersion);
    }

    private CompletableFuture<MultiResult> carryOut(List<Operation> steps) {
        return session.multi(steps).exceptionallyCompose(thrown -> {
            Throwable cause = PatientSession.cause(thrown);
            return CompletableFuture.failedFuture(
                    cause instanceof CoordinationException failure && checkFailed(steps, failure)
                            ? new ControllerMovedException("the controller epoch has changed: "
                                    + steps.getLast().path() + " was not written")
                            : cause);
        });
    }

    private static boolean checkFailed(List<Operation> steps, CoordinationException failure) {
        return failure.failedStep() >= 0 && steps.get(failure.failedStep()) instanceof Operation.Check;
    }
}
