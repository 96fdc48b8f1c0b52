package ordeal.broker.network;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;

/** A client that speaks Kafka over a plain socket, with Kafka's own message classes. */
final class TestClient implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    TestClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** A request with its size before it. */
    static byte[] frame(ApiMessage body, int version, int correlationId) {
        ApiKeys api = ApiKeys.forId(body.apiKey());
        short headerVersion = api.requestHeaderVersion((short) version);
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(api.id)
                .setRequestApiVersion((short) version)
                .setCorrelationId(correlationId)
                .setClientId("test");
        ByteBuffer head = MessageUtil.toByteBuffer(header, headerVersion);
        ByteBuffer tail = MessageUtil.toByteBuffer(body, (short) version);
        return sized(bytes(head), bytes(tail));
    }

    static byte[] sized(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return ByteBuffer.allocate(4 + joined.size())
                .putInt(joined.size())
                .put(joined.toByteArray())
                .array();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void send(ApiMessage body, int version, int correlationId) throws IOException {
        send(frame(body, version, correlationId));
    }

    /** Reads an answer, all of it and nothing else. */
    ApiMessage receive(ApiKeys api, int version, int correlationId) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(in.readNBytes(in.readInt()));
        ByteBufferAccessor readable = new ByteBufferAccessor(frame);
        ResponseHeaderData header = new ResponseHeaderData(readable, api.responseHeaderVersion((short) version));
        if (header.correlationId() != correlationId) {
            throw new AssertionError("answer to " + header.correlationId() + " instead of " + correlationId);
        }
        ApiMessage body = api.messageType.newResponse();
        body.read(readable, (short) version);
        if (frame.hasRemaining()) {
            throw new AssertionError(frame.remaining() + " bytes too many");
        }
        return body;
    }

    ApiMessage ask(ApiMessage body, int version, int correlationId) throws IOException {
        send(body, version, correlationId);
        return receive(ApiKeys.forId(body.apiKey()), version, correlationId);
    }

    /** Whether the broker has closed the connection, without a further byte. */
    boolean closedByBroker() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /** Says that nothing more will come, and reads everything that does. */
    void drain() {
        try {
            socket.shutdownOutput();
            in.readAllBytes();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the broker says nothing more and does not hang up", e);
        } catch (IOException _) {
            // Reset by the broker: there is nothing more.
        }
    }

    int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
