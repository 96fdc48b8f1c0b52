package ordeal.broker.impure;

import java.util.concurrent.CompletableFuture;

/** Waits for a result. */
public final class WaitsForResult {
    private WaitsForResult() {}

    static String result(CompletableFuture<String> future) {
        return future.join();
    }
}
