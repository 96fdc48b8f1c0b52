package ordeal.harness.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Both ends of a connection through a mesh. */
record Pair(End dialler, End server) implements AutoCloseable {
    static final int SILENCE_MS = 150;
    static final int PATIENCE_MS = 20_000;

    /** Dials an entrance and accepts at its server; one byte has passed when it returns. */
    static Pair connect(InetSocketAddress entrance, ServerSocket server) throws IOException {
        Socket dialler = new Socket();
        dialler.connect(entrance);
        dialler.getOutputStream().write('!');
        Socket accepted = server.accept();
        assertThat(accepted.getInputStream().read()).isEqualTo('!');
        return new Pair(new End(dialler), new End(accepted));
    }

    static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) probe.getLocalSocketAddress();
        }
    }

    @Override
    public void close() throws IOException {
        dialler.close();
        server.close();
    }

    /** One end of a connection. */
    record End(Socket socket) {
        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        String receive(int bytes) throws IOException {
            socket.setSoTimeout(PATIENCE_MS);
            return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
        }

        int read() throws IOException {
            socket.setSoTimeout(PATIENCE_MS);
            return socket.getInputStream().read();
        }

        void expectSilence() throws IOException {
            socket.setSoTimeout(SILENCE_MS);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
