package ordeal.broker.network;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import ordeal.broker.port.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker's loop: one Netty thread that serves connections, core and timers alike, so that nothing is handed over between them. */
public final class NettyEventLoop implements EventLoop, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NettyEventLoop.class);
    private static final long CLOSE_TIMEOUT_MS = 5000;

    private final NettyTransport transport;
    private final EventLoopGroup group;
    private final io.netty.channel.EventLoop loop;
    private final Consumer<Throwable> onFailure;

    /**
     * A loop with a thread of its own.
     *
     * @param threadName what the thread is called
     * @param onFailure told, on the loop, of everything that escapes from a task: an impossible state, which must stop the broker
     */
    public NettyEventLoop(String threadName, Consumer<Throwable> onFailure) {
        this(threadName, onFailure, NettyTransport.best());
    }

    NettyEventLoop(String threadName, Consumer<Throwable> onFailure, NettyTransport transport) {
        this.transport = transport;
        this.group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(threadName), transport.ioHandlers());
        this.loop = group.next();
        this.onFailure = onFailure;
    }

    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(() -> guarded(task));
        } catch (RejectedExecutionException _) {
            log.debug("a task came after the event loop was closed");
        }
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        if (delayMs < 0) {
            throw new IllegalArgumentException("a delay of " + delayMs + " ms");
        }
        Future<?> scheduled = loop.schedule(() -> guarded(task), delayMs, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public long epochMs() {
        return System.currentTimeMillis();
    }

    /** Runs something of the core on behalf of a connection; what escapes from it is a failure of the broker. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    /** Whether the caller is on the loop. */
    boolean inLoop() {
        return loop.inEventLoop();
    }

    EventLoopGroup group() {
        return group;
    }

    NettyTransport transport() {
        return transport;
    }

    /** Ends the thread, with every connection. Waits for it, unless called on the loop itself. */
    @Override
    public void close() {
        Future<?> closed = group.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        if (!inLoop()) {
            closed.awaitUninterruptibly(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
    }
}
