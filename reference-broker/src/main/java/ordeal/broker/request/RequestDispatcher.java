package ordeal.broker.request;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import ordeal.broker.log.StorageException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands every request to the handler of its API, and answers for a handler that fails. */
public final class RequestDispatcher implements RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(RequestDispatcher.class);

    private final Map<ApiKeys, RequestHandler> handlers = new EnumMap<>(ApiKeys.class);
    private final Consumer<Throwable> onImpossibleState;

    /**
     * A dispatcher.
     *
     * @param handlers by API; everything that is offered needs one
     * @param onImpossibleState told of an {@link IllegalStateException}, a failure of the disk or an error: the broker must stop
     */
    public RequestDispatcher(Map<ApiKeys, RequestHandler> handlers, Consumer<Throwable> onImpossibleState) {
        this.handlers.putAll(handlers);
        this.onImpossibleState = onImpossibleState;
    }

    @Override
    public void handle(Request request) {
        RequestHandler handler = handlers.get(request.api());
        if (handler == null) {
            log.error("{} is offered, but nobody handles it", request.api());
            request.closeConnection("nobody handles " + request.api());
            return;
        }
        try {
            handler.handle(request);
        } catch (IllegalStateException | StorageException | Error e) {
            onImpossibleState.accept(e);
        } catch (RuntimeException e) {
            log.error("{} of {} failed", request.api(), request.clientAddress(), e);
            ErrorAnswer.send(request, e);
        }
    }
}
