package ordeal.harness.mesh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the mesh. The server is dialled only when the first byte may pass to it: on a link that holds, nothing
 * of a new connection is to be seen on the other side.
 */
final class Connection {
    private final SocketChannel dialler;
    private final InetSocketAddress from;
    private final InetSocketAddress server;
    private final boolean probing;
    private final LinkStream requests;
    private final LinkStream answers;
    private final Consumer<Connection> onClosed;
    private final AtomicInteger openStreams = new AtomicInteger(2);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable SocketChannel serverChannel;

    /**
     * A connection that a dialler has just made at an entrance.
     *
     * @param probe what it proves when it is the mesh's own; requests pass a held link when answers are what is probed
     */
    Connection(
            SocketChannel dialler,
            InetSocketAddress from,
            Entrance entrance,
            Probe.@Nullable Kind probe,
            long jitterSeed,
            Consumer<Connection> onClosed) {
        this.dialler = dialler;
        this.from = from;
        this.server = entrance.server();
        this.probing = probe != null;
        this.requests = new LinkStream(entrance.requests(), this, probe == Probe.Kind.ANSWER, jitterSeed);
        this.answers = new LinkStream(entrance.answers(), this, false, jitterSeed + 1);
        this.onClosed = onClosed;
    }

    void start() {
        Thread.startVirtualThread(() -> requests.readFrom(dialler));
        Thread.startVirtualThread(() -> requests.writeTo(this::dial));
    }

    /** Whether an end of this connection is the node of this name. */
    boolean touches(String node) {
        return requests.state().link.dialler().equals(node)
                || requests.state().link.server().equals(node);
    }

    /** Whether either direction is held now. */
    boolean isHeld() {
        return Mesh.holdsBytes(requests.state().behaviour) || Mesh.holdsBytes(answers.state().behaviour);
    }

    /** Whether it is a probe that was made from this address. */
    boolean isProbeFrom(InetSocketAddress local) {
        return probing && from.equals(local);
    }

    boolean uses(LinkState state) {
        return requests.state() == state || answers.state() == state;
    }

    void behaviourChanged() {
        requests.behaviourChanged();
        answers.behaviourChanged();
    }

    void awaitIdle(long timeoutNanos) throws InterruptedException {
        requests.awaitIdle(timeoutNanos);
        answers.awaitIdle(timeoutNanos);
    }

    /** One direction came to its orderly end; after the second the connection is closed. */
    void streamEnded() {
        if (openStreams.decrementAndGet() == 0) {
            close(false);
        }
    }

    /** Closes both sides at once and throws away what is held. */
    void reset() {
        close(true);
    }

    /** Dials at the first use. Only the writer of requests calls this, and {@link #close} may end it while it waits. */
    private SocketChannel dial() throws IOException {
        SocketChannel dialled = serverChannel;
        if (dialled != null) {
            return dialled;
        }
        SocketChannel channel = SocketChannel.open();
        serverChannel = channel;
        try {
            if (closed.get()) {
                throw new IOException("the connection was closed before it was dialled");
            }
            channel.connect(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        Thread.startVirtualThread(() -> answers.readFrom(channel));
        Thread.startVirtualThread(() -> answers.writeTo(() -> dialler));
        return channel;
    }

    private void close(boolean reset) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        requests.finish();
        answers.finish();
        closeChannel(dialler, reset);
        SocketChannel other = serverChannel;
        if (other != null) {
            closeChannel(other, reset);
        }
        onClosed.accept(this);
    }

    private static void closeChannel(SocketChannel channel, boolean reset) {
        try (channel) {
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException _) {
            // The other end has closed it already, which is what was wanted.
        }
    }
}
