package ordeal.broker.port;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import org.apache.kafka.common.protocol.ApiMessage;

/** A request that a test has sent, what became of it, and what was wrong with the way in which that was told. */
final class Asked {
    private final int number;
    private final BooleanSupplier onLoop;
    private final CompletableFuture<PeerResponse> response = new CompletableFuture<>();
    private final List<String> wrongs = new ArrayList<>();
    private boolean returned;
    private int calls;

    /**
     * A request that was not sent yet.
     *
     * @param number tells it from others
     * @param onLoop whether the caller is on the sender's event loop
     */
    Asked(int number, BooleanSupplier onLoop) {
        this.number = number;
        this.onLoop = onLoop;
    }

    /** Sends it; on the loop. */
    void send(PeerChannel channel, ApiMessage request, long timeoutMs) {
        try {
            channel.send(request, timeoutMs, this::onResponse);
        } finally {
            returned();
        }
    }

    private synchronized void returned() {
        returned = true;
    }

    private void onResponse(PeerResponse outcome) {
        note(outcome);
        response.complete(outcome);
    }

    private synchronized void note(PeerResponse outcome) {
        calls++;
        if (calls > 1) {
            wrongs.add("call " + calls + " of the handler of request " + number + ": " + outcome);
        }
        if (!returned) {
            wrongs.add("the handler of request " + number + " was called before send had returned");
        }
        if (!onLoop.getAsBoolean()) {
            wrongs.add("the handler of request " + number + " was called outside the event loop");
        }
    }

    int number() {
        return number;
    }

    /** What became of it; complete in the handler's call. */
    CompletableFuture<PeerResponse> response() {
        return response;
    }

    /** What was wrong so far. */
    synchronized List<String> wrongs() {
        return List.copyOf(wrongs);
    }
}
