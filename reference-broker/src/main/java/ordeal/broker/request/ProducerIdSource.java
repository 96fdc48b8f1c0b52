package ordeal.broker.request;

import java.util.concurrent.CompletableFuture;

/** Where producer ids come from: no two producers of a cluster ever get the same one. */
public interface ProducerIdSource {
    /** The next producer id. Completes on the event loop; fails when ZooKeeper cannot be reached in time. */
    CompletableFuture<Long> next();
}
