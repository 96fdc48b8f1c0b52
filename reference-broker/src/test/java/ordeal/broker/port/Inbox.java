package ordeal.broker.port;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.request.Request;
import ordeal.broker.request.RequestHandler;
import org.jspecify.annotations.Nullable;

/** Requests that a peer has received and nobody has looked at; they come on one thread and may be taken on another. */
final class Inbox implements RequestHandler {
    private final Queue<Request> arrived = new ArrayDeque<>();
    private final Queue<CompletableFuture<Request>> awaited = new ArrayDeque<>();

    @Override
    public void handle(Request request) {
        CompletableFuture<Request> waiting = keepOrHandOver(request);
        if (waiting != null) {
            waiting.complete(request);
        }
    }

    private synchronized @Nullable CompletableFuture<Request> keepOrHandOver(Request request) {
        CompletableFuture<Request> waiting = awaited.poll();
        if (waiting == null) {
            arrived.add(request);
        }
        return waiting;
    }

    /** The next request, now or when it comes. */
    synchronized CompletableFuture<Request> next() {
        Request request = arrived.poll();
        if (request != null) {
            return CompletableFuture.completedFuture(request);
        }
        CompletableFuture<Request> waiting = new CompletableFuture<>();
        awaited.add(waiting);
        return waiting;
    }

    /** How many have arrived that nobody has looked at. */
    synchronized int size() {
        return arrived.size();
    }
}
