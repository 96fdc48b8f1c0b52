package ordeal.broker.fake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ordeal.broker.BrokerPorts;
import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.RequestHandler;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/** One process on a {@link FakeNetwork}: a broker with its listeners and its way to other brokers, or a client. */
public final class FakeHost implements PeerTransport {
    private final FakeNetwork network;
    private final int id;
    private final EventLoop loop;
    private final Set<FakeConnection> connections = new LinkedHashSet<>();
    private @Nullable RequestHandler requests;
    private boolean down;

    FakeHost(FakeNetwork network, int id, EventLoop loop) {
        this.network = network;
        this.id = id;
        this.loop = loop;
    }

    /** Listeners of this process, found at an address that says nothing: hosts are known by their numbers. */
    public BrokerPorts.Listeners listeners(BrokerRegistration where) {
        return new BrokerPorts.Listeners() {
            @Override
            public CompletableFuture<BrokerRegistration> open(RequestHandler handler) {
                CompletableFuture<BrokerRegistration> open = new CompletableFuture<>();
                loop.execute(() -> {
                    requests = handler;
                    open.complete(where);
                });
                return open;
            }

            @Override
            public CompletableFuture<Void> close() {
                requests = null;
                List.copyOf(connections).forEach(connection -> connection.closeServing(FakeHost.this));
                CompletableFuture<Void> closed = new CompletableFuture<>();
                loop.execute(() -> closed.complete(null));
                return closed;
            }
        };
    }

    @Override
    public PeerChannel open(PeerAddress peer) {
        return channel(peer.brokerId(), ListenerKind.PEER);
    }

    /** A channel to one of a broker's listeners, with the manners of {@link PeerTransport}. */
    public PeerChannel channel(int to, ListenerKind listener) {
        return new PeerChannel() {
            private @Nullable FakeConnection connection;
            private boolean closed;

            @Override
            public void send(ApiMessage request, long timeoutMs, Consumer<PeerResponse> handler) {
                if (closed) {
                    throw new IllegalStateException("the channel from " + id + " to " + to + " is closed");
                }
                FakeConnection current = connection;
                if (current == null || current.broken()) {
                    current = new FakeConnection(network, FakeHost.this, to, listener);
                    connections.add(current);
                    connection = current;
                }
                current.send(request, timeoutMs, handler);
            }

            @Override
            public void close() {
                closed = true;
                if (connection != null) {
                    connection.fail("the channel was closed");
                }
            }
        };
    }

    /** The process is gone at once; what it has sent may arrive, and its connections are reset. */
    public void crash() {
        down = true;
        requests = null;
        network.gone(this);
        List.copyOf(connections).forEach(connection -> connection.crashed(this));
        connections.clear();
    }

    int id() {
        return id;
    }

    EventLoop loop() {
        return loop;
    }

    boolean down() {
        return down;
    }

    @Nullable
    RequestHandler requests() {
        return requests;
    }

    void serving(FakeConnection connection) {
        connections.add(connection);
    }

    void forget(FakeConnection connection) {
        connections.remove(connection);
    }
}
