package ordeal.broker.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.SupportedApis;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/** Speaks with other brokers over TCP, on the broker's own loop. */
public final class NettyPeerTransport implements PeerTransport {
    private static final int LEAST_READ_BYTES = 1 << 10;
    private static final int FIRST_READ_BYTES = 32 << 10;
    private static final int GREATEST_READ_BYTES = 1 << 20;

    private final NettyEventLoop loop;
    private final SupportedApis apis;
    private final NetworkCounters counters;
    private final String clientId;
    private final TurnEndFlusher flusher;

    /**
     * A way to other brokers.
     *
     * @param brokerId who we are
     * @param apis what every broker of this release offers to its peers
     */
    public NettyPeerTransport(NettyEventLoop loop, int brokerId, SupportedApis apis, NetworkCounters counters) {
        this.loop = loop;
        this.apis = apis;
        this.counters = counters;
        this.clientId = "broker-" + brokerId;
        this.flusher = new TurnEndFlusher(loop);
    }

    @Override
    public PeerChannel open(PeerAddress peer) {
        return new NettyPeerChannel(peer);
    }

    private final class NettyPeerChannel implements PeerChannel {
        private final PeerAddress peer;
        private @Nullable PeerConnection connection;
        private boolean closed;

        NettyPeerChannel(PeerAddress peer) {
            this.peer = peer;
        }

        @Override
        public void send(ApiMessage request, long timeoutMs, Consumer<PeerResponse> handler) {
            if (closed) {
                throw new IllegalStateException("the channel to " + peer + " is closed");
            }
            PeerConnection current = connection;
            if (current == null || current.broken()) {
                current = new PeerConnection(peer, clientId, loop, flusher, counters);
                connection = current;
                dial(current);
            }
            ApiKeys api = ApiKeys.forId(request.apiKey());
            current.send(api, apis.newest(ListenerKind.PEER, api), request, timeoutMs, handler);
        }

        @Override
        public void close() {
            closed = true;
            if (connection != null) {
                connection.fail("the channel was closed");
            }
        }

        /** A literal address is dialled at once; the name of a host is looked up elsewhere, for that may take its time. */
        private void dial(PeerConnection fresh) {
            InetAddress literal = NetUtil.createInetAddressFromIpAddressString(peer.host());
            if (literal != null) {
                loop.execute(() -> connect(fresh, literal));
                return;
            }
            Thread.ofVirtual().name("resolve " + peer.host()).start(() -> {
                try {
                    InetAddress resolved = InetAddress.getByName(peer.host());
                    loop.execute(() -> connect(fresh, resolved));
                } catch (UnknownHostException e) {
                    loop.execute(() -> fresh.fail("nobody knows the host of " + peer + ": " + e.getMessage()));
                }
            });
        }

        private void connect(PeerConnection fresh, InetAddress address) {
            if (fresh.broken()) {
                return;
            }
            ChannelFuture dialled = new Bootstrap()
                    .group(loop.group())
                    .channel(loop.transport().clientChannel())
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                    .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, GREATEST_READ_BYTES))
                    .handler(fresh)
                    .connect(new InetSocketAddress(address, peer.port()));
            fresh.dialling(dialled.channel());
            var _ = dialled.addListener(_ -> {
                if (!dialled.isSuccess()) {
                    fresh.fail(
                            "cannot connect to " + peer + ": " + dialled.cause().getMessage());
                }
            });
        }
    }
}
