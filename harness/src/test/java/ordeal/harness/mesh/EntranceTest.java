package ordeal.harness.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An entrance that breaks off would be a partition that nobody injected. */
class EntranceTest {
    private final List<SocketChannel> handedOn = new ArrayList<>();
    private final Deque<RuntimeException> refusals = new ArrayDeque<>();
    private Entrance entrance;

    @BeforeEach
    void open() throws IOException {
        InetSocketAddress address = Pair.freeAddress();
        entrance = new Entrance(
                address,
                address,
                new LinkState(new Link("clients", "broker-1", Direction.REQUEST)),
                new LinkState(new Link("clients", "broker-1", Direction.ANSWER)),
                (_, accepted) -> {
                    if (!refusals.isEmpty()) {
                        throw refusals.removeFirst();
                    }
                    handedOn.add(accepted);
                });
    }

    @AfterEach
    void close() throws IOException {
        entrance.close();
        for (SocketChannel channel : handedOn) {
            channel.close();
        }
    }

    @Test
    void acceptsAfterAListenerThatFailedForATime() throws IOException {
        SocketChannel next = SocketChannel.open();
        try (Script listener = new Script()) {
            listener.then(() -> {
                throw new IOException("Too many open files");
            });
            listener.then(() -> {
                throw new IOException("Too many open files");
            });
            listener.then(() -> next);
            entrance.acceptAll(listener);
        }
        assertThat(handedOn).containsExactly(next);
    }

    @Test
    void acceptsAfterAConnectionThatIsGoneAgain() throws IOException {
        SocketChannel gone = SocketChannel.open();
        gone.close();
        SocketChannel next = SocketChannel.open();
        try (Script listener = new Script()) {
            listener.then(() -> gone);
            listener.then(() -> next);
            entrance.acceptAll(listener);
        }
        assertThat(handedOn).containsExactly(next);
    }

    @Test
    void closesAConnectionThatCannotBeHandedOnAndNoOther() throws IOException {
        refusals.add(new IllegalStateException("no thread is left"));
        SocketChannel refused = SocketChannel.open();
        SocketChannel next = SocketChannel.open();
        try (Script listener = new Script()) {
            listener.then(() -> refused);
            listener.then(() -> next);
            entrance.acceptAll(listener);
        }
        assertThat(refused.isOpen()).isFalse();
        assertThat(handedOn).containsExactly(next);
        assertThat(next.isOpen()).isTrue();
    }

    @Test
    void endsWithAListenerThatIsClosed() throws IOException {
        SocketChannel never = SocketChannel.open();
        try (never;
                Script listener = new Script()) {
            listener.then(() -> {
                throw new ClosedChannelException();
            });
            listener.then(() -> never);
            entrance.acceptAll(listener);
        }
        assertThat(handedOn).isEmpty();
    }

    /** A listener whose accepts end as they are told, and which is closed after the last. */
    private static final class Script extends ServerSocketChannel {
        private final Deque<Callable<SocketChannel>> accepts = new ArrayDeque<>();

        Script() {
            super(SelectorProvider.provider());
        }

        void then(Callable<SocketChannel> accept) {
            accepts.addLast(accept);
        }

        @Override
        public SocketChannel accept() throws IOException {
            if (accepts.isEmpty()) {
                throw new ClosedChannelException();
            }
            try {
                return accepts.removeFirst().call();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public ServerSocketChannel bind(SocketAddress local, int backlog) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T getOption(SocketOption<T> name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return Set.of();
        }

        @Override
        public ServerSocket socket() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketAddress getLocalAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseSelectableChannel() {}

        @Override
        protected void implConfigureBlocking(boolean block) {}
    }
}
