package ordeal.broker.network;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.RequestHandler;
import ordeal.broker.request.SupportedApis;

/** The broker's listeners and the connections that came in by them. */
public final class NettyServer {
    private static final int LEAST_READ_BYTES = 1 << 10;
    private static final int FIRST_READ_BYTES = 32 << 10;
    private static final int GREATEST_READ_BYTES = 256 << 10;
    private static final int WRITE_AGAIN_BELOW_BYTES = 64 << 10;
    private static final int WAIT_ABOVE_BYTES = 256 << 10;
    private static final int BACKLOG = 512;

    private final NettyEventLoop loop;
    private final BrokerConfig.Network limits;
    private final SupportedApis apis;
    private final RequestHandler requests;
    private final NetworkCounters counters;
    private final TurnEndFlusher flusher;
    private final ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * A server without listeners.
     *
     * @param requests gets every request, on the loop
     */
    public NettyServer(
            NettyEventLoop loop,
            BrokerConfig.Network limits,
            SupportedApis apis,
            RequestHandler requests,
            NetworkCounters counters) {
        this.loop = loop;
        this.limits = limits;
        this.apis = apis;
        this.requests = requests;
        this.counters = counters;
        this.flusher = new TurnEndFlusher(loop);
    }

    /**
     * Begins to listen. May be called from any thread.
     *
     * @return the port, once it is bound; fails with the reason when it cannot be
     */
    public CompletableFuture<Integer> listen(BrokerConfig.Listener listener, ListenerKind kind) {
        RequestDecoder decoder = new RequestDecoder(apis, kind);
        InetSocketAddress address = listener.bindHost().isEmpty()
                ? new InetSocketAddress(listener.bindPort())
                : new InetSocketAddress(listener.bindHost(), listener.bindPort());
        ChannelFuture bound = new ServerBootstrap()
                .group(loop.group())
                .channel(loop.transport().serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, GREATEST_READ_BYTES))
                .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, PartSizes.INSTANCE)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(WRITE_AGAIN_BELOW_BYTES, WAIT_ABOVE_BYTES))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, kind, decoder);
                    }
                })
                .bind(address);
        CompletableFuture<Integer> port = new CompletableFuture<>();
        var _ = bound.addListener(_ -> {
            if (bound.isSuccess()) {
                listeners.add(bound.channel());
                port.complete(((InetSocketAddress) bound.channel().localAddress()).getPort());
            } else {
                port.completeExceptionally(bound.cause());
            }
        });
        return port;
    }

    private void accept(Channel channel, ListenerKind kind, RequestDecoder decoder) {
        connections.add(channel);
        if (limits.connectionsMaxIdleMs() > 0) {
            channel.pipeline()
                    .addLast(new IdleStateHandler(0, 0, limits.connectionsMaxIdleMs(), TimeUnit.MILLISECONDS));
        }
        channel.pipeline()
                .addLast(new ServerConnection(
                        channel, kind, decoder, requests, limits.requestMaxBytes(), loop, flusher, counters));
    }

    /** Stops listening and closes every connection; requests under way may still be answered, but nobody hears it. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        var _ = listeners.close().addListener(_ -> closeConnections(closed));
        return closed;
    }

    private void closeConnections(CompletableFuture<Void> closed) {
        var _ = connections.close().addListener(_ -> closed.complete(null));
    }
}
