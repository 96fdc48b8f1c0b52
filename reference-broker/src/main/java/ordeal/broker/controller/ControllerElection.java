package ordeal.broker.controller;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.ControllerZnode;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.coordination.MultiResult;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodePaths;
import ordeal.broker.coordination.ZnodeStat;
import ordeal.broker.port.EventLoop;
import ordeal.broker.rules.ReplicationRules;

/**
 * The election of a controller: whoever creates {@code /controller} and raises {@code /controller_epoch} by 1, in one multi. So every
 * epoch has one owner (KAFKA-6082).
 */
final class ControllerElection {
    private final PatientSession session;
    private final EventLoop loop;
    private final ReplicationRules rules;
    private final int brokerId;

    /** A term that was won: its number, and the data version of {@code /controller_epoch} that fences its writes. */
    record Won(int epoch, int epochVersion) {}

    ControllerElection(PatientSession session, EventLoop loop, ReplicationRules rules, int brokerId) {
        this.session = session;
        this.loop = loop;
        this.rules = rules;
        this.brokerId = brokerId;
    }

    /** Runs for controller; empty when another broker is it. */
    CompletableFuture<Optional<Won>> run() {
        return session.find(ZnodePaths.CONTROLLER)
                .thenCompose(controller -> controller.isPresent()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : epoch().thenCompose(this::claim));
    }

    private CompletableFuture<Optional<Won>> claim(Znode epochZnode) {
        int epoch = ControllerZnode.epoch(epochZnode.data()) + 1;
        int version = epochZnode.stat().version();
        Operation claim = new Operation.Create(
                ZnodePaths.CONTROLLER, ControllerZnode.encode(brokerId, loop.epochMs()), Persistence.EPHEMERAL);
        Operation raise = new Operation.Set(ZnodePaths.CONTROLLER_EPOCH, ControllerZnode.encodeEpoch(epoch), version);
        return carryOut(rules.controllerElection(claim, raise), raise)
                .thenApply(raised -> Optional.of(new Won(epoch, raised.version())))
                .exceptionallyCompose(failed -> {
                    Code code = PatientSession.code(failed);
                    return code == Code.NODE_EXISTS || code == Code.BAD_VERSION
                            ? maybeMine(epoch)
                            : CompletableFuture.failedFuture(PatientSession.cause(failed));
                });
    }

    /** Carries out transactions one after the other; the result is what one of their operations, which must be in the last, has made. */
    private CompletableFuture<ZnodeStat> carryOut(List<List<Operation>> transactions, Operation wanted) {
        List<Operation> steps = transactions.getFirst();
        CompletableFuture<MultiResult> done = session.multi(steps);
        return transactions.size() == 1
                ? done.thenApply(result -> result.stat(steps.indexOf(wanted)))
                : done.thenCompose(_ -> carryOut(transactions.subList(1, transactions.size()), wanted));
    }

    /** The multi may have been carried out before its answer was lost: then the znode is of this session and the epoch is the wanted one. */
    private CompletableFuture<Optional<Won>> maybeMine(int epoch) {
        return session.find(ZnodePaths.CONTROLLER).thenCompose(controller -> {
            if (controller.isEmpty()) {
                return run();
            }
            if (controller.get().stat().ephemeralOwner() != session.id()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            return epoch().thenApply(znode -> ControllerZnode.epoch(znode.data()) == epoch
                    ? Optional.of(new Won(epoch, znode.stat().version()))
                    : Optional.empty());
        });
    }

    private CompletableFuture<Znode> epoch() {
        return session.find(ZnodePaths.CONTROLLER_EPOCH)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedFuture(found.get())
                        : session.ensure(ZnodePaths.CONTROLLER_EPOCH, ControllerZnode.encodeEpoch(0))
                                .thenCompose(_ -> epoch()));
    }
}
