package ordeal.harness.mesh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import ordeal.nemesis.port.LinkBehaviour;
import org.jspecify.annotations.Nullable;

/**
 * One byte direction of one connection: a reader that takes what arrives, a queue, and a writer that passes on what the link's
 * behaviour lets pass.
 */
final class LinkStream {
    /** Above this the reader waits, and the sender feels it as it would on a real network. */
    private static final int QUEUE_LIMIT_BYTES = 4 << 20;

    private static final int READ_BYTES = 64 << 10;
    /** A throttled link passes a twentieth of a second's bytes at once. */
    private static final int SLICES_PER_SECOND = 20;

    private final LinkState state;
    private final Connection connection;
    private final boolean exempt;
    private final Random random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Piece> queue = new ArrayDeque<>();
    private int queuedBytes;
    private boolean writing;
    private boolean over;

    /**
     * A stream of a connection.
     *
     * @param exempt whether it passes everything whatever the link's behaviour: the other half of a probe
     */
    LinkStream(LinkState state, Connection connection, boolean exempt, long jitterSeed) {
        this.state = state;
        this.connection = connection;
        this.exempt = exempt;
        this.random = new Random(jitterSeed);
    }

    /** Reads until the sender ends. Runs on a thread of its own. */
    void readFrom(SocketChannel source) {
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        try {
            while (!isOver()) {
                buffer.clear();
                int count = source.read(buffer);
                if (count < 0) {
                    enqueue(new Piece.End());
                    return;
                }
                state.counters.arrivedBytes.add(count);
                ByteBuffer arrived = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), count));
                enqueue(new Piece.Data(arrived, System.nanoTime(), random.nextDouble()));
            }
        } catch (IOException _) {
            enqueue(new Piece.Broken());
        }
    }

    /** Passes on what may pass until the stream is over. Runs on a thread of its own. */
    void writeTo(Destination destination) {
        try {
            for (Piece piece = next(); piece != null; piece = next()) {
                switch (piece) {
                    case Piece.Data data -> pass(data, destination);
                    case Piece.End _ -> {
                        destination.channel().shutdownOutput();
                        finish();
                        connection.streamEnded();
                        return;
                    }
                    case Piece.Broken _ -> {
                        connection.reset();
                        return;
                    }
                }
            }
        } catch (IOException _) {
            connection.reset();
        }
    }

    /** Where a stream's bytes go; the first use may dial. */
    @FunctionalInterface
    interface Destination {
        SocketChannel channel() throws IOException;
    }

    private void pass(Piece.Data data, Destination destination) throws IOException {
        try {
            SocketChannel channel = destination.channel();
            while (data.bytes().hasRemaining()) {
                state.counters.passedBytes.add(channel.write(data.bytes()));
            }
        } catch (IOException e) {
            // Counted as held for ever, these bytes would prove a later hold that held nothing.
            state.counters.discardedBytes.add(data.remaining());
            throw e;
        } finally {
            lock.lock();
            try {
                writing = false;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Ends the stream and throws away what it holds. */
    void finish() {
        lock.lock();
        try {
            over = true;
            state.counters.discardedBytes.add(queuedBytes);
            queuedBytes = 0;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the writer that the link's behaviour changed. */
    void behaviourChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no write is under way that began before now, or the time is up: a write may be stuck in a full socket. */
    void awaitIdle(long timeoutNanos) throws InterruptedException {
        long remaining = timeoutNanos;
        lock.lockInterruptibly();
        try {
            while (writing && !over && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    LinkState state() {
        return state;
    }

    private void enqueue(Piece piece) {
        lock.lock();
        try {
            while (!over && queuedBytes > QUEUE_LIMIT_BYTES) {
                changed.awaitUninterruptibly();
            }
            if (over) {
                if (piece instanceof Piece.Data data) {
                    state.counters.discardedBytes.add(data.remaining());
                }
                return;
            }
            queue.addLast(piece);
            if (piece instanceof Piece.Data data) {
                queuedBytes += data.remaining();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next piece that may pass, waiting for it; null when the stream is over. */
    private @Nullable Piece next() {
        lock.lock();
        try {
            while (!over) {
                Piece head = queue.peekFirst();
                if (head == null) {
                    changed.awaitUninterruptibly();
                    continue;
                }
                LinkBehaviour behaviour = exempt ? new LinkBehaviour.Pass() : state.behaviour;
                switch (behaviour) {
                    case LinkBehaviour.Pass _, LinkBehaviour.Refuse _ -> {
                        return take(head, Integer.MAX_VALUE);
                    }
                    case LinkBehaviour.Hold _, LinkBehaviour.Deaf _ -> changed.awaitUninterruptibly();
                    case LinkBehaviour.Lose _,
                            LinkBehaviour.Reorder _,
                            LinkBehaviour.Duplicate _,
                            LinkBehaviour.Corrupt _ -> throw Mesh.hasNoSegments(state.link, behaviour);
                    case LinkBehaviour.Reset _ -> {
                        state.counters.resets.increment();
                        return new Piece.Broken();
                    }
                    case LinkBehaviour.Delay delay -> {
                        long waitNanos = dueNanos(head, delay) - System.nanoTime();
                        if (waitNanos <= 0) {
                            return takeRetarded(head, Integer.MAX_VALUE);
                        }
                        awaitChange(waitNanos);
                    }
                    case LinkBehaviour.Throttle throttle -> {
                        long nowNanos = System.nanoTime();
                        long waitNanos = state.throttledUntilNanos() - nowNanos;
                        if (waitNanos <= 0) {
                            return takeThrottled(head, throttle.bytesPerSecond(), nowNanos);
                        }
                        awaitChange(waitNanos);
                    }
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static long dueNanos(Piece head, LinkBehaviour.Delay delay) {
        return switch (head) {
            case Piece.Data data ->
                data.arrivedNanos()
                        + TimeUnit.MILLISECONDS.toNanos(delay.delayMs())
                        + (long) (data.jitter() * TimeUnit.MILLISECONDS.toNanos(delay.jitterMs()));
            case Piece.End _, Piece.Broken _ -> System.nanoTime();
        };
    }

    private Piece takeThrottled(Piece head, long bytesPerSecond, long nowNanos) {
        int sliceBytes = Math.clamp(bytesPerSecond / SLICES_PER_SECOND, 1, READ_BYTES);
        if (head instanceof Piece.Data data) {
            state.bookThrottled(Math.min(sliceBytes, data.remaining()), bytesPerSecond, nowNanos);
        }
        return takeRetarded(head, sliceBytes);
    }

    private Piece takeRetarded(Piece head, int atMostBytes) {
        Piece taken = take(head, atMostBytes);
        if (taken instanceof Piece.Data data) {
            state.counters.retardedBytes.add(data.remaining());
        }
        return taken;
    }

    private Piece take(Piece head, int atMostBytes) {
        queue.removeFirst();
        if (!(head instanceof Piece.Data data)) {
            return head;
        }
        writing = true;
        int count = Math.min(data.remaining(), atMostBytes);
        queuedBytes -= count;
        if (count < data.remaining()) {
            queue.addFirst(data.after(count));
        }
        changed.signalAll();
        return data.first(count);
    }

    /** Called only from the loop of {@link #next}, which looks again at everything. */
    @SuppressWarnings("WaitNotInLoop")
    private void awaitChange(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException _) {
            over = true;
        }
    }
}
