package ordeal.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.RemotePeerContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Real sockets, with either carrier of bytes. */
@ParameterizedClass
@EnumSource(NettyTransport.class)
class NettyPeerTransportTest extends RemotePeerContract {
    private static final int PORT_OF_NOBODY = 1;
    private static final int MORE_THAN_A_BACKLOG = 4;

    private final List<String> senders = new CopyOnWriteArrayList<>();
    private final TestServer server;
    private final NettyEventLoop loop;
    private final PeerTransport transport;
    private final List<AutoCloseable> sockets = new ArrayList<>();

    NettyPeerTransportTest(NettyTransport carrier) {
        server = new TestServer(
                request -> {
                    senders.add(request.clientId());
                    handle(request);
                },
                carrier,
                60_000);
        loop = new NettyEventLoop("test-peer", server.failures::add, carrier);
        transport = new NettyPeerTransport(loop, 7, server.apis, server.counters);
    }

    @Override
    protected EventLoop loop() {
        return loop;
    }

    @Override
    protected boolean onLoop() {
        return loop.inLoop();
    }

    @Override
    protected PeerTransport transport() {
        return transport;
    }

    @Override
    protected PeerAddress peer() {
        return at("127.0.0.1", server.peerPort);
    }

    @Override
    protected void onPeer(Runnable task) {
        server.loop.execute(task);
    }

    @Override
    protected List<PeerAddress> unreachable() {
        return List.of(at("127.0.0.1", PORT_OF_NOBODY), at("127.0.0.1", 0), at("no-such-host.invalid", 1));
    }

    /** A listener that accepts nobody, with a backlog that is full. */
    @Override
    protected PeerAddress silent() {
        try {
            ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(full);
            for (int i = 0; i < MORE_THAN_A_BACKLOG; i++) {
                SocketChannel waiting = SocketChannel.open();
                sockets.add(waiting);
                waiting.configureBlocking(false);
                waiting.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
            }
            return at("127.0.0.1", full.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected <T> T await(CompletableFuture<T> awaited) {
        return TestServer.await(awaited);
    }

    @Override
    protected void stopPeer() {
        TestServer.await(server.server.close());
    }

    @Override
    protected void stop() throws Exception {
        for (AutoCloseable socket : sockets) {
            socket.close();
        }
        loop.close();
        server.close();
        assertThat(server.failures).isEmpty();
    }

    private static PeerAddress at(String host, int port) {
        return new PeerAddress(1, host, port);
    }

    @Test
    void namesOfHostsAreLookedUp() {
        assertWorks(open(at("localhost", server.peerPort)));
    }

    @Test
    void peersAreToldWhoAsks() {
        assertWorks(open(peer()));
        assertThat(senders).containsExactly("broker-7");
    }
}
