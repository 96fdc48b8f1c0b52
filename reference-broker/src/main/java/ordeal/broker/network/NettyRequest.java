package ordeal.broker.network;

import io.netty.buffer.ByteBuf;
import ordeal.broker.request.Request;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** A request that came in by a connection. It keeps its frame, in which its record bytes lie, until it is answered. */
final class NettyRequest implements Request {
    private final ServerConnection connection;
    private final DecodedRequest decoded;
    private final ByteBuf frame;
    private boolean answered;

    NettyRequest(ServerConnection connection, DecodedRequest decoded, ByteBuf frame) {
        this.connection = connection;
        this.decoded = decoded;
        this.frame = frame;
    }

    @Override
    public ApiKeys api() {
        return decoded.api();
    }

    @Override
    public short version() {
        return decoded.version();
    }

    @Override
    public String clientId() {
        return decoded.clientId();
    }

    @Override
    public String clientAddress() {
        return connection.clientAddress();
    }

    @Override
    public ListenerKind listener() {
        return connection.listener();
    }

    @Override
    public ApiMessage body() {
        return decoded.body();
    }

    @Override
    public void respond(ApiMessage response) {
        finish();
        connection.write(decoded, response);
        release();
    }

    @Override
    public void respondWithNothing() {
        finish();
        release();
    }

    @Override
    public void closeConnection(String reason) {
        finish();
        connection.close(reason);
        release();
    }

    private void finish() {
        connection.checkInLoop();
        if (answered) {
            throw new IllegalStateException("a " + decoded.api().name + " request is answered twice");
        }
        answered = true;
    }

    private void release() {
        frame.release();
        connection.requestDone();
    }
}
