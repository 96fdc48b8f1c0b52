package ordeal.broker.fake;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;
import ordeal.broker.port.PeerTransport.PeerResponse;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.RequestHandler;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/** One connection: the end that dialled, and the end that serves, which handles one request at a time. */
final class FakeConnection {
    private final FakeNetwork network;
    private final FakeHost dialler;
    private final int serverId;
    private final ListenerKind listener;
    private final Queue<Call> unanswered = new ArrayDeque<>();
    private final Map<Direction, Long> dueNanos = new EnumMap<>(Direction.class);
    private final Queue<WireMessage> waiting = new ArrayDeque<>();
    private boolean broken;
    private @Nullable FakeHost server;
    private boolean serverClosed;
    private boolean busy;
    private boolean handling;
    private int nextCorrelationId;

    enum Direction {
        REQUEST,
        RESPONSE
    }

    private record Call(ApiKeys api, short version, int correlationId, Timer timer, Consumer<PeerResponse> handler) {}

    FakeConnection(FakeNetwork network, FakeHost dialler, int serverId, ListenerKind listener) {
        this.network = network;
        this.dialler = dialler;
        this.serverId = serverId;
        this.listener = listener;
    }

    int from(Direction direction) {
        return direction == Direction.REQUEST ? dialler.id() : serverId;
    }

    int to(Direction direction) {
        return direction == Direction.REQUEST ? serverId : dialler.id();
    }

    boolean broken() {
        return broken;
    }

    boolean touches(FakeHost host) {
        return host == dialler || host == server;
    }

    ListenerKind listener() {
        return listener;
    }

    String clientName() {
        return "host-" + dialler.id();
    }

    /** Schedules an arrival, after all that was sent in this direction before. Nobody at home answers with a reset. */
    void deliver(Direction direction, long delayMs, Runnable arrival) {
        if (server == null && direction == Direction.REQUEST) {
            server = network.host(serverId);
            if (server != null) {
                server.serving(this);
            }
        }
        FakeHost receiver = direction == Direction.RESPONSE ? dialler : server;
        EventLoop clock = dialler.loop();
        long due = Math.max(dueNanos.getOrDefault(direction, 0L), clock.nowNanos() + delayMs * 1_000_000);
        dueNanos.put(direction, due);
        long waitMs = (due - clock.nowNanos()) / 1_000_000;
        if (receiver == null || receiver.down()) {
            if (direction == Direction.REQUEST) {
                clock.schedule(waitMs, () -> fail("nobody listens at host " + serverId));
            }
            return;
        }
        receiver.loop().schedule(waitMs, () -> {
            if (!receiver.down()) {
                arrival.run();
            }
        });
    }

    void send(ApiMessage request, long timeoutMs, Consumer<PeerResponse> handler) {
        WireMessage message = WireMessage.request(listener, nextCorrelationId++, request);
        Timer timer = dialler.loop()
                .schedule(timeoutMs, () -> fail("no answer of host " + serverId + " within " + timeoutMs + " ms"));
        unanswered.add(new Call(message.api(), message.version(), message.correlationId(), timer, handler));
        network.transmit(this, Direction.REQUEST, () -> arrived(message));
    }

    /** The dialling end is closed; the other end hears of it after everything that was sent before. */
    void fail(String reason) {
        if (broken) {
            return;
        }
        broken = true;
        dialler.forget(this);
        for (Call call : unanswered) {
            call.timer().cancel();
            dialler.loop().execute(() -> call.handler().accept(new PeerResponse.Failed(reason)));
        }
        unanswered.clear();
        network.transmit(this, Direction.REQUEST, this::serverEnd);
    }

    /** Both ends hear at once that the connection is broken. */
    void reset() {
        dialler.loop().execute(() -> fail("reset"));
        if (server != null) {
            server.loop().execute(this::serverEnd);
        }
    }

    /** One of the two processes is gone. */
    void crashed(FakeHost host) {
        if (host == dialler) {
            broken = true;
            unanswered.forEach(call -> call.timer().cancel());
            unanswered.clear();
            network.transmit(this, Direction.REQUEST, this::serverEnd);
        } else {
            serverEnd();
            network.transmit(this, Direction.RESPONSE, () -> fail("reset by host " + serverId));
        }
    }

    /** A process listens no more. */
    void closeServing(FakeHost host) {
        if (host == server) {
            closeServer();
        }
    }

    private void closeServer() {
        if (!serverClosed) {
            serverEnd();
            network.transmit(this, Direction.RESPONSE, () -> fail("host " + serverId + " closed the connection"));
        }
    }

    private void serverEnd() {
        serverClosed = true;
        waiting.clear();
        if (server != null) {
            server.forget(this);
        }
    }

    private void arrived(WireMessage message) {
        FakeHost host = server;
        if (host == null || host.requests() == null) {
            closeServer();
            return;
        }
        if (!serverClosed) {
            waiting.add(message);
            handleWaiting(host);
        }
    }

    private void handleWaiting(FakeHost host) {
        if (handling) {
            return;
        }
        handling = true;
        while (!busy && !serverClosed && !waiting.isEmpty()) {
            RequestHandler requests = host.requests();
            if (requests == null) {
                closeServer();
                break;
            }
            busy = true;
            requests.handle(new FakeServerRequest(this, waiting.remove()));
        }
        handling = false;
    }

    void answer(WireMessage answer) {
        done(() -> {
            if (!serverClosed) {
                network.transmit(this, Direction.RESPONSE, () -> answered(answer));
            }
        });
    }

    void answerNothing() {
        done(() -> {});
    }

    void close() {
        done(this::closeServer);
    }

    private void done(Runnable answer) {
        answer.run();
        busy = false;
        if (server != null) {
            handleWaiting(server);
        }
    }

    private void answered(WireMessage answer) {
        Call call = unanswered.peek();
        if (call == null) {
            return;
        }
        if (call.correlationId() != answer.correlationId()) {
            fail("host " + serverId + " answered request " + answer.correlationId() + " instead of "
                    + call.correlationId());
            return;
        }
        unanswered.remove();
        call.timer().cancel();
        ByteBuffer bytes = answer.bytes();
        call.handler().accept(new PeerResponse.Answered(WireMessage.response(call.api(), call.version(), bytes)));
        WireMessage.scribble(bytes);
    }
}
