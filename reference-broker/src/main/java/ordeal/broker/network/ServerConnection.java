package ordeal.broker.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.RequestHandler;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client or a peer. One request is under way at a time, and the next one waits here until it is answered and the
 * answers before it have mostly left: that keeps the order of a producer's sends and bounds what a slow consumer can pile up. Reading
 * stops only when too much waits.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(ServerConnection.class);
    private static final int STOP_READING_BYTES = 1 << 20;
    private static final int STOP_READING_FRAMES = 64;

    private final Channel channel;
    private final ListenerKind listener;
    private final RequestDecoder decoder;
    private final RequestHandler requests;
    private final NettyEventLoop loop;
    private final TurnEndFlusher flusher;
    private final NetworkCounters counters;
    private final FrameReader frames;
    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();
    private final Runnable flush = this::flush;
    private final String clientAddress;
    private int waitingBytes;
    private boolean reading = true;
    private boolean busy;
    private boolean handling;
    private boolean flushDue;
    private boolean corked;
    private boolean closed;

    ServerConnection(
            Channel channel,
            ListenerKind listener,
            RequestDecoder decoder,
            RequestHandler requests,
            int maxRequestBytes,
            NettyEventLoop loop,
            TurnEndFlusher flusher,
            NetworkCounters counters) {
        this.channel = channel;
        this.listener = listener;
        this.decoder = decoder;
        this.requests = requests;
        this.loop = loop;
        this.flusher = flusher;
        this.counters = counters;
        this.frames = new FrameReader(channel.alloc(), maxRequestBytes);
        this.clientAddress = String.valueOf(channel.remoteAddress());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf arrived = (ByteBuf) message;
        if (closed) {
            arrived.release();
            return;
        }
        try {
            frames.read(arrived, this::enqueue);
        } catch (MalformedFrameException e) {
            closeMalformed(e);
        }
        handleWaiting();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        handleWaiting();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed = true;
        frames.release();
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        waitingBytes = 0;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && !busy) {
            close("nothing happened for too long");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            close(String.valueOf(cause.getMessage()));
        } else {
            log.error("connection from {} broke", clientAddress, cause);
            close("an error of this broker");
        }
    }

    String clientAddress() {
        return clientAddress;
    }

    ListenerKind listener() {
        return listener;
    }

    void checkInLoop() {
        if (!loop.inLoop()) {
            throw new IllegalStateException("a request was answered outside the event loop");
        }
    }

    /** Sends an answer, or throws it away when nobody is there any more. */
    void write(DecodedRequest request, ApiMessage answer) {
        if (closed || !channel.isActive()) {
            return;
        }
        List<Object> parts;
        try {
            parts = MessageParts.of(
                    channel.alloc(),
                    counters,
                    new ResponseHeaderData().setCorrelationId(request.correlationId()),
                    request.api().responseHeaderVersion(request.answerVersion()),
                    answer,
                    request.answerVersion());
        } catch (RuntimeException e) {
            log.error("an answer to {} in version {} cannot be written", request.api(), request.answerVersion(), e);
            close("an answer that cannot be written");
            return;
        }
        for (Object part : parts) {
            var _ = channel.write(part, channel.voidPromise());
        }
        corked |= parts.size() > 1;
        if (!flushDue) {
            flushDue = true;
            flusher.add(flush);
        }
    }

    /** The request under way is answered: on with the next one. */
    void requestDone() {
        busy = false;
        handleWaiting();
    }

    void close(String reason) {
        if (!closed) {
            closed = true;
            log.debug("closing the connection from {}: {}", clientAddress, reason);
            var _ = channel.close();
        }
    }

    private void closeMalformed(MalformedFrameException e) {
        if (!closed) {
            counters.closedMalformed();
            log.warn("closing the connection from {} ({}): {}", clientAddress, listener, e.getMessage());
            close("malformed");
        }
    }

    private void enqueue(ByteBuf frame) {
        waiting.add(frame);
        waitingBytes += frame.readableBytes();
        if (waitingBytes > STOP_READING_BYTES || waiting.size() > STOP_READING_FRAMES) {
            read(false);
        }
    }

    private void handleWaiting() {
        if (handling) {
            return;
        }
        handling = true;
        try {
            while (!busy && !closed && channel.isWritable() && !waiting.isEmpty()) {
                ByteBuf frame = waiting.remove();
                waitingBytes -= frame.readableBytes();
                handle(frame);
            }
        } finally {
            handling = false;
        }
        if (!closed && waitingBytes <= STOP_READING_BYTES / 2 && waiting.size() <= STOP_READING_FRAMES / 2) {
            read(true);
        }
    }

    private void read(boolean on) {
        if (reading != on) {
            reading = on;
            channel.config().setAutoRead(on);
        }
    }

    private void handle(ByteBuf frame) {
        DecodedRequest decoded;
        try {
            decoded = decoder.decode(frame);
        } catch (MalformedFrameException e) {
            frame.release();
            closeMalformed(e);
            return;
        }
        busy = true;
        NettyRequest request = new NettyRequest(this, decoded, frame);
        loop.guarded(() -> requests.handle(request));
    }

    /** Answers of several pieces leave in as few packets as one of one piece would. */
    private void flush() {
        flushDue = false;
        if (corked && channel instanceof EpollSocketChannel socket && socket.isActive()) {
            socket.config().setTcpCork(true);
            socket.flush();
            if (socket.isActive()) {
                socket.config().setTcpCork(false);
            }
        } else {
            channel.flush();
        }
        corked = false;
    }
}
