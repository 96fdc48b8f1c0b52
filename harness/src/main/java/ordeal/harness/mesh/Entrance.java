package ordeal.harness.mesh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An address at which one dialler finds one port of one server. */
final class Entrance {
    private static final Logger log = LoggerFactory.getLogger(Entrance.class);
    private static final int BACKLOG = 256;
    /** What keeps a listener from accepting, such as too many open files, does not pass at once. */
    private static final long PAUSE_MS = 20;

    private final InetSocketAddress address;
    private final InetSocketAddress server;
    private final LinkState requests;
    private final LinkState answers;
    private final BiConsumer<Entrance, SocketChannel> onAccepted;
    private NetworkChannel bound;
    private @Nullable Thread acceptor;
    private boolean refusing;

    Entrance(
            InetSocketAddress address,
            InetSocketAddress server,
            LinkState requests,
            LinkState answers,
            BiConsumer<Entrance, SocketChannel> onAccepted)
            throws IOException {
        this.address = address;
        this.server = server;
        this.requests = requests;
        this.answers = answers;
        this.onAccepted = onAccepted;
        this.bound = listen();
    }

    InetSocketAddress address() {
        return address;
    }

    InetSocketAddress server() {
        return server;
    }

    LinkState requests() {
        return requests;
    }

    LinkState answers() {
        return answers;
    }

    /**
     * Refuses new connections, or accepts them again. While it refuses, the address stays bound by a socket that does not
     * listen, so nobody else can take it.
     */
    synchronized void refuse(boolean refuse) throws IOException {
        if (refuse == refusing) {
            return;
        }
        release();
        bound = refuse ? claim() : listen();
        refusing = refuse;
    }

    synchronized void close() throws IOException {
        release();
    }

    /** Gives the address back. A socket in which a thread waits lets go of its address only when that thread has left it. */
    private void release() throws IOException {
        bound.close();
        boolean interrupted = false;
        while (acceptor != null && acceptor.isAlive()) {
            try {
                acceptor.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private SocketChannel claim() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(address);
        return channel;
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(address, BACKLOG);
        acceptor = Thread.startVirtualThread(() -> acceptAll(channel));
        return channel;
    }

    /** Accepts until the channel is closed. Whatever else fails, an entrance that accepts no more would be a partition. */
    void acceptAll(ServerSocketChannel channel) {
        boolean failing = false;
        while (true) {
            try {
                admit(channel.accept());
                failing = false;
            } catch (ClosedChannelException _) {
                return; // The mesh closed this entrance, or it refuses from now on.
            } catch (IOException e) {
                if (!failing) {
                    log.error("entrance {} could not accept a connection; it tries on", address, e);
                    failing = true;
                }
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** Hands on one connection, or closes it when that fails: its dialler may dial again. */
    private void admit(SocketChannel accepted) {
        try {
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            onAccepted.accept(this, accepted);
        } catch (IOException | RuntimeException e) {
            log.warn("entrance {} closes a connection that it could not hand on", address, e);
            hangUp(accepted);
        }
    }

    private static void hangUp(SocketChannel accepted) {
        try {
            accepted.close();
        } catch (IOException e) {
            log.debug("a connection did not close", e);
        }
    }

    /** False when the thread is asked to end. */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
