package ordeal.broker.controller;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller's line to one broker, in one incarnation of it: one request under way, the others wait, each sent again until it
 * is answered. When the broker leaves or restarts the line is closed, with all that waits.
 */
final class ControlChannel {
    private static final Logger log = LoggerFactory.getLogger(ControlChannel.class);
    static final long BACKOFF_MS = 100;

    private final EventLoop loop;
    private final PeerAddress address;
    private final PeerChannel channel;
    private final long timeoutMs;
    private final Queue<Request> waiting = new ArrayDeque<>();
    private @Nullable Timer backoff;
    private boolean underWay;
    private boolean closed;

    private record Request(ApiMessage body, Consumer<ApiMessage> onAnswer) {}

    /**
     * A line to a broker.
     *
     * @param timeoutMs how long an answer may take
     */
    ControlChannel(EventLoop loop, PeerTransport transport, PeerAddress address, long timeoutMs) {
        this.loop = loop;
        this.address = address;
        this.channel = transport.open(address);
        this.timeoutMs = timeoutMs;
    }

    /** Sends a request after all others. */
    void send(ApiMessage body, Consumer<ApiMessage> onAnswer) {
        waiting.add(new Request(body, onAnswer));
        sendNext();
    }

    void close() {
        closed = true;
        waiting.clear();
        if (backoff != null) {
            backoff.cancel();
        }
        channel.close();
    }

    private void sendNext() {
        Request next = waiting.peek();
        if (closed || underWay || next == null) {
            return;
        }
        underWay = true;
        channel.send(next.body(), timeoutMs, response -> onResponse(next, response));
    }

    private void onResponse(Request request, PeerResponse response) {
        if (closed) {
            return;
        }
        switch (response) {
            case PeerResponse.Answered(ApiMessage body) -> {
                underWay = false;
                waiting.remove();
                request.onAnswer().accept(body);
                sendNext();
            }
            case PeerResponse.Failed(String reason) -> {
                log.info("{} did not answer as its controller: {}; asking again", address, reason);
                backoff = loop.schedule(BACKOFF_MS, () -> {
                    underWay = false;
                    sendNext();
                });
            }
        }
    }
}
