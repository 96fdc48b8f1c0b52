package ordeal.broker.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import ordeal.broker.port.EventLoop.Timer;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerResponse;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to speak with a peer: from dialling until something fails. Answers come in the order of the requests; the first thing that
 * goes wrong ends the connection and everything under way on it.
 */
final class PeerConnection extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(PeerConnection.class);

    private final PeerAddress peer;
    private final String clientId;
    private final NettyEventLoop loop;
    private final TurnEndFlusher flusher;
    private final NetworkCounters counters;
    private final ArrayDeque<Call> unsent = new ArrayDeque<>();
    private final ArrayDeque<Call> unanswered = new ArrayDeque<>();
    private final Runnable flush = this::flush;
    private @Nullable Channel channel;
    private @Nullable FrameReader frames;
    private boolean connected;
    private boolean flushDue;
    private boolean broken;
    private int nextCorrelationId;

    /** A request and who waits for its answer. */
    private record Call(
            ApiKeys api,
            short version,
            int correlationId,
            ApiMessage request,
            Timer timer,
            Consumer<PeerResponse> handler) {}

    PeerConnection(
            PeerAddress peer, String clientId, NettyEventLoop loop, TurnEndFlusher flusher, NetworkCounters counters) {
        this.peer = peer;
        this.clientId = clientId;
        this.loop = loop;
        this.flusher = flusher;
        this.counters = counters;
    }

    /** Whether it is of no use any more. */
    boolean broken() {
        return broken;
    }

    void send(ApiKeys api, short version, ApiMessage request, long timeoutMs, Consumer<PeerResponse> handler) {
        Timer timer = loop.schedule(
                timeoutMs, () -> fail("no answer of " + peer + " to " + api.name + " within " + timeoutMs + " ms"));
        Call call = new Call(api, version, nextCorrelationId++, request, timer, handler);
        if (connected) {
            write(call);
        } else {
            unsent.add(call);
        }
    }

    /** The channel that will be connected; closed at once when it comes too late. */
    void dialling(Channel dialled) {
        channel = dialled;
        if (broken) {
            var _ = dialled.close();
        }
    }

    /** Ends the connection: every request under way fails, in order, after the caller has returned. */
    void fail(String reason) {
        if (broken) {
            return;
        }
        broken = true;
        log.debug("{}: {}", peer, reason);
        if (channel != null) {
            var _ = channel.close();
        }
        if (frames != null) {
            frames.release();
        }
        unanswered.addAll(unsent);
        unsent.clear();
        for (Call call : unanswered) {
            call.timer().cancel();
            loop.execute(() -> call.handler().accept(new PeerResponse.Failed(reason)));
        }
        unanswered.clear();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        frames = new FrameReader(context.alloc(), Integer.MAX_VALUE);
        connected = true;
        while (!unsent.isEmpty() && !broken) {
            write(unsent.remove());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf arrived = (ByteBuf) message;
        if (broken || frames == null) {
            arrived.release();
            return;
        }
        try {
            frames.read(arrived, this::answer);
        } catch (MalformedFrameException e) {
            fail(peer + " sent " + e.getMessage());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(peer + " closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail("connection to " + peer + ": " + cause);
    }

    private void write(Call call) {
        Channel open = channel;
        if (open == null) {
            throw new IllegalStateException("connected without a channel");
        }
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(call.api().id)
                .setRequestApiVersion(call.version())
                .setCorrelationId(call.correlationId())
                .setClientId(clientId);
        unanswered.add(call);
        for (Object part : MessageParts.of(
                open.alloc(),
                counters,
                header,
                call.api().requestHeaderVersion(call.version()),
                call.request(),
                call.version())) {
            var _ = open.write(part, open.voidPromise());
        }
        if (!flushDue) {
            flushDue = true;
            flusher.add(flush);
        }
    }

    private void flush() {
        flushDue = false;
        if (channel != null) {
            channel.flush();
        }
    }

    private void answer(ByteBuf frame) {
        try {
            Call call = unanswered.poll();
            if (broken || call == null) {
                fail(peer + " answered without being asked");
                return;
            }
            ApiMessage body;
            try {
                body = decode(call, frame.nioBuffer());
            } catch (RuntimeException e) {
                unanswered.addFirst(call);
                fail(peer + " answered " + call.api().name + " with something else: " + e);
                return;
            }
            call.timer().cancel();
            loop.guarded(() -> call.handler().accept(new PeerResponse.Answered(body)));
        } finally {
            frame.release();
        }
    }

    private static ApiMessage decode(Call call, ByteBuffer bytes) {
        ByteBufferAccessor readable = new ByteBufferAccessor(bytes);
        ResponseHeaderData header = new ResponseHeaderData(readable, call.api().responseHeaderVersion(call.version()));
        if (header.correlationId() != call.correlationId()) {
            throw new MalformedFrameException(
                    "correlation id " + header.correlationId() + " instead of " + call.correlationId());
        }
        ApiMessage body = call.api().messageType.newResponse();
        body.read(readable, call.version());
        return body;
    }
}
