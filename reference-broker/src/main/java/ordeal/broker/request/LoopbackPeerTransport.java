package ordeal.broker.request;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with this broker itself without a network: a controller tells itself what it tells others. Everything else goes the usual way.
 * Messages are handed over as they are, so neither side may change one that it has sent.
 */
public final class LoopbackPeerTransport implements PeerTransport {
    private final int brokerId;
    private final EventLoop loop;
    private final SupportedApis apis;
    private final RequestHandler requests;
    private final PeerTransport others;

    /**
     * A way to this broker, and to others.
     *
     * @param brokerId who we are
     * @param requests gets the requests to ourselves
     * @param others the way to everybody else
     */
    public LoopbackPeerTransport(
            int brokerId, EventLoop loop, SupportedApis apis, RequestHandler requests, PeerTransport others) {
        this.brokerId = brokerId;
        this.loop = loop;
        this.apis = apis;
        this.requests = requests;
        this.others = others;
    }

    @Override
    public PeerChannel open(PeerAddress peer) {
        return peer.brokerId() == brokerId ? new LoopbackChannel() : others.open(peer);
    }

    /** One request is handled at a time, as on a connection. */
    private final class LoopbackChannel implements PeerChannel {
        private final Queue<Call> waiting = new ArrayDeque<>();
        private @Nullable Call current;
        private boolean closed;

        @Override
        public void send(ApiMessage request, long timeoutMs, Consumer<PeerResponse> handler) {
            if (closed) {
                throw new IllegalStateException("the channel to this broker itself is closed");
            }
            ApiKeys api = ApiKeys.forId(request.apiKey());
            Timer timer = loop.schedule(
                    timeoutMs, () -> failAll("no answer to " + api.name + " within " + timeoutMs + " ms"));
            waiting.add(new Call(this, api, request, timer, handler));
            loop.execute(this::next);
        }

        @Override
        public void close() {
            closed = true;
            failAll("the channel was closed");
        }

        private void next() {
            if (current == null && !waiting.isEmpty()) {
                current = waiting.remove();
                requests.handle(current);
            }
        }

        private void answered(Call call, PeerResponse response) {
            if (current != call) {
                return;
            }
            current = null;
            finish(call, response);
            loop.execute(this::next);
        }

        private void broke(Call call, String reason) {
            if (current == call) {
                failAll(reason);
            }
        }

        private void failAll(String reason) {
            PeerResponse failed = new PeerResponse.Failed(reason);
            Call underWay = current;
            current = null;
            if (underWay != null) {
                finish(underWay, failed);
            }
            while (!waiting.isEmpty()) {
                finish(waiting.remove(), failed);
            }
        }

        private void finish(Call call, PeerResponse response) {
            call.timer.cancel();
            loop.execute(() -> call.handler.accept(response));
        }
    }

    /** A request to ourselves. */
    private final class Call implements Request {
        private final LoopbackChannel channel;
        private final ApiKeys api;
        private final ApiMessage body;
        private final Timer timer;
        private final Consumer<PeerResponse> handler;
        private boolean answered;

        Call(LoopbackChannel channel, ApiKeys api, ApiMessage body, Timer timer, Consumer<PeerResponse> handler) {
            this.channel = channel;
            this.api = api;
            this.body = body;
            this.timer = timer;
            this.handler = handler;
        }

        @Override
        public ApiKeys api() {
            return api;
        }

        @Override
        public short version() {
            return apis.newest(ListenerKind.PEER, api);
        }

        @Override
        public String clientId() {
            return "broker-" + brokerId;
        }

        @Override
        public String clientAddress() {
            return "this broker";
        }

        @Override
        public ListenerKind listener() {
            return ListenerKind.PEER;
        }

        @Override
        public ApiMessage body() {
            return body;
        }

        @Override
        public void respond(ApiMessage response) {
            finish();
            channel.answered(this, new PeerResponse.Answered(response));
        }

        @Override
        public void respondWithNothing() {
            finish();
            channel.broke(this, "this broker gave no answer to " + api.name);
        }

        @Override
        public void closeConnection(String reason) {
            finish();
            channel.broke(this, reason);
        }

        private void finish() {
            if (answered) {
                throw new IllegalStateException("a " + api.name + " request is answered twice");
            }
            answered = true;
        }
    }
}
