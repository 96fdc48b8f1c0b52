package ordeal.harness.cluster.docker.link;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import ordeal.harness.cluster.docker.engine.DockerCli;

/** A connection from one container to another's port, seen from the dialling end. */
final class Dial implements AutoCloseable {
    private static final String CONNECTED = "connected\n";
    private static final String SCRIPT = """
            exec 3<>"/dev/tcp/$0/$1" || exit 7
            echo connected
            exec 4<&0
            cat <&4 >&3 &
            cat <&3 &
            wait -n # for the end of either direction
            kill $(jobs -p)""";

    private final Process process;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StringBuilder received = new StringBuilder();
    private boolean ended;

    private Dial(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /** Begins to dial. */
    static Dial from(String container, String address, int port) {
        return new Dial(
                DockerCli.start("exec", "-i", container, "bash", "-c", SCRIPT, address, Integer.toString(port)));
    }

    /** Whether it connects within this time. */
    boolean isConnectedWithin(long timeoutMs) throws InterruptedException {
        return await(() -> received.indexOf(CONNECTED) == 0, timeoutMs);
    }

    void send(String text) {
        try {
            OutputStream out = process.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this comes as a part of what is received, within this time. */
    boolean receives(String text, long timeoutMs) throws InterruptedException {
        return await(() -> received.indexOf(text) >= 0, timeoutMs);
    }

    /** Asks, and tells whether so much is received for it within this time. */
    boolean isAnswered(String request, int bytes, long timeoutMs) throws InterruptedException {
        int before = receivedBytes();
        send(request);
        return await(() -> received.length() >= before + bytes, timeoutMs);
    }

    /** Whether so much more is received within this time, of what comes without end. */
    boolean receivesMore(int bytes, long timeoutMs) throws InterruptedException {
        int before = receivedBytes();
        return await(() -> received.length() >= before + bytes, timeoutMs);
    }

    int receivedBytes() {
        lock.lock();
        try {
            return received.length();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the connection ends, or does not come about, within this time. */
    boolean endsWithin(long timeoutMs) throws InterruptedException {
        return await(() -> ended, timeoutMs);
    }

    /** Hangs up. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // The connection has ended already.
        }
    }

    private boolean await(BooleanSupplier condition, long timeoutMs) throws InterruptedException {
        long remaining = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                if (remaining <= 0) {
                    return false;
                }
                remaining = changed.awaitNanos(remaining);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        byte[] buffer = new byte[65_536];
        try {
            for (int count = process.getInputStream().read(buffer); count >= 0; ) {
                append(new String(buffer, 0, count, StandardCharsets.US_ASCII), false);
                count = process.getInputStream().read(buffer);
            }
        } catch (IOException _) {
            // Closed by the test.
        }
        append("", true);
    }

    private void append(String text, boolean end) {
        lock.lock();
        try {
            received.append(text);
            ended |= end;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
