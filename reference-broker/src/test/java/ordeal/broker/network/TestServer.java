package ordeal.broker.network;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.RequestHandler;
import ordeal.broker.request.SupportedApis;

/** A real server on loopback with one listener of each kind. */
final class TestServer implements AutoCloseable {
    static final int MAX_REQUEST_BYTES = 1 << 20;

    final SupportedApis apis = SupportedApis.ofThisRelease();
    final NetworkCounters counters = new NetworkCounters();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final NettyEventLoop loop;
    final NettyServer server;
    final int clientPort;
    final int peerPort;

    TestServer(RequestHandler requests) {
        this(requests, NettyTransport.best(), 60_000);
    }

    TestServer(RequestHandler requests, NettyTransport transport, long maxIdleMs) {
        loop = new NettyEventLoop("test-broker", failures::add, transport);
        server = new NettyServer(
                loop, new BrokerConfig.Network(MAX_REQUEST_BYTES, maxIdleMs, 1 << 20, 1000), apis, requests, counters);
        clientPort = await(server.listen(listener("CLIENT"), ListenerKind.CLIENT));
        peerPort = await(server.listen(listener("PEER"), ListenerKind.PEER));
    }

    private static BrokerConfig.Listener listener(String name) {
        return new BrokerConfig.Listener(name, "127.0.0.1", 0, "127.0.0.1", 0);
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        await(server.close());
        loop.close();
    }
}
