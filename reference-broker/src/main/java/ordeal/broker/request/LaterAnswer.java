package ordeal.broker.request;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import ordeal.broker.port.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with a request when something that it waits for is done, in a task of its own so that nothing that escapes gets lost. */
public final class LaterAnswer {
    private static final Logger log = LoggerFactory.getLogger(LaterAnswer.class);

    private final EventLoop loop;

    /** Answers on this loop. */
    public LaterAnswer(EventLoop loop) {
        this.loop = loop;
    }

    /** Goes on with the result, or answers the request with the error. */
    public <T> void when(CompletableFuture<T> future, Request request, Consumer<T> then) {
        var _ = future.whenComplete((result, failure) -> loop.execute(() -> {
            if (failure == null) {
                then.accept(result);
                return;
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            log.error("{} of {} failed", request.api(), request.clientAddress(), cause);
            ErrorAnswer.send(request, cause);
        }));
    }
}
