package ordeal.broker.producer;

import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.ClusterMembership;
import ordeal.broker.coordination.CoordinationException;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.ProducerIdBlock;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodePaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where producer ids come from: each broker takes blocks of 1000 out of one counter in ZooKeeper, by a conditional write, and hands
 * them out one by one. No id is ever handed out twice in a cluster.
 */
public final class ProducerIds {
    /** How many ids a block has. */
    public static final long BLOCK_SIZE = 1000;

    private static final Logger log = LoggerFactory.getLogger(ProducerIds.class);

    private final ClusterMembership membership;
    private final int brokerId;
    private long next;
    private long last = -1;
    private CompletableFuture<Void> refill = CompletableFuture.completedFuture(null);

    /** Has no block yet. */
    public ProducerIds(ClusterMembership membership, int brokerId) {
        this.membership = membership;
        this.brokerId = brokerId;
    }

    /**
     * An id that nobody had before.
     *
     * @return fails with {@link CoordinationException} when a block is needed and the session is over, or there is none; to be tried
     *     again later
     */
    public CompletableFuture<Long> next() {
        if (next <= last) {
            return CompletableFuture.completedFuture(next++);
        }
        if (refill.isDone()) {
            refill = takeBlock();
        }
        return refill.thenCompose(_ -> next());
    }

    private CompletableFuture<Void> takeBlock() {
        PatientSession session = membership.session();
        return session == null
                ? CompletableFuture.failedFuture(
                        new CoordinationException(Code.SESSION_EXPIRED, "there is no session", -1))
                : takeBlock(session);
    }

    /**
     * A write that failed for its version may be this broker's own, carried out before its connection was lost. It is not looked into:
     * the block, if it was taken, is left unused, for ids are plenty and one handed out twice cannot be repaired.
     */
    private CompletableFuture<Void> takeBlock(PatientSession session) {
        return session.get(ZnodePaths.PRODUCER_ID_BLOCK).thenCompose(znode -> {
            ProducerIdBlock block = following(znode);
            return session.set(
                            ZnodePaths.PRODUCER_ID_BLOCK,
                            block.encode(),
                            znode.stat().version())
                    .thenAccept(_ -> use(block))
                    .exceptionallyCompose(failed -> PatientSession.code(failed) == Code.BAD_VERSION
                            ? takeBlock(session)
                            : CompletableFuture.failedFuture(PatientSession.cause(failed)));
        });
    }

    private ProducerIdBlock following(Znode znode) {
        long first = znode.data().length == 0
                ? 0
                : Math.addExact(ProducerIdBlock.decode(znode.data()).last(), 1);
        return new ProducerIdBlock(brokerId, first, Math.addExact(first, BLOCK_SIZE - 1));
    }

    private void use(ProducerIdBlock block) {
        log.info("producer ids {} to {} are ours", block.first(), block.last());
        next = block.first();
        last = block.last();
    }
}
