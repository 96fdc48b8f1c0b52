package ordeal.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.coordination.BrokerRegistration.Endpoint;
import ordeal.broker.network.NettyEventLoop;
import ordeal.broker.network.NettyServer;
import ordeal.broker.network.NetworkCounters;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.RequestHandler;
import ordeal.broker.request.SupportedApis;
import org.jspecify.annotations.Nullable;

/** A broker's two listeners on real sockets. */
final class NettyListeners implements BrokerPorts.Listeners {
    private static final String PLAINTEXT = "PLAINTEXT";

    private final NettyEventLoop loop;
    private final BrokerConfig config;
    private final NetworkCounters counters;
    private @Nullable NettyServer server;

    NettyListeners(NettyEventLoop loop, BrokerConfig config, NetworkCounters counters) {
        this.loop = loop;
        this.config = config;
        this.counters = counters;
    }

    @Override
    public CompletableFuture<BrokerRegistration> open(RequestHandler requests) {
        NettyServer opened = new NettyServer(loop, config.network(), SupportedApis.ofThisRelease(), requests, counters);
        server = opened;
        CompletableFuture<BrokerRegistration> open = new CompletableFuture<>();
        var _ = opened.listen(config.peerListener(), ListenerKind.PEER)
                .thenCombine(
                        opened.listen(config.clientListener(), ListenerKind.CLIENT),
                        (peerPort, clientPort) -> new BrokerRegistration(
                                List.of(
                                        endpoint(config.peerListener(), peerPort),
                                        endpoint(config.clientListener(), clientPort)),
                                config.rack()))
                .whenComplete((where, failed) -> loop.execute(() -> {
                    if (failed == null) {
                        open.complete(where);
                    } else {
                        open.completeExceptionally(failed);
                    }
                }));
        return open;
    }

    private static Endpoint endpoint(BrokerConfig.Listener listener, int boundPort) {
        int port = listener.advertisedPort() == 0 ? boundPort : listener.advertisedPort();
        return new Endpoint(listener.name(), listener.advertisedHost(), port, PLAINTEXT);
    }

    @Override
    public CompletableFuture<Void> close() {
        return server == null ? CompletableFuture.completedFuture(null) : server.close();
    }
}
