package ordeal.broker.fake;

import java.nio.ByteBuffer;
import ordeal.broker.request.Request;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageSizeAccumulator;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.record.BaseRecords;
import org.jspecify.annotations.Nullable;

/** A request that came by no connection; it keeps its answer, which must be one that its version can carry. */
public final class FakeRequest implements Request {
    private final ApiMessage body;
    private final short version;
    private final ListenerKind listener;
    private @Nullable ApiMessage answer;
    private @Nullable String closed;
    private int answers;

    /** A request of a client in the newest version. */
    public FakeRequest(ApiMessage body) {
        this(body, ApiKeys.forId(body.apiKey()).latestVersion(), ListenerKind.CLIENT);
    }

    /** A request. */
    public FakeRequest(ApiMessage body, int version, ListenerKind listener) {
        this.body = body;
        this.version = (short) version;
        this.listener = listener;
    }

    /** The answer; fails when there is none yet. */
    public <T> T answer(Class<T> type) {
        if (answer == null || answers != 1) {
            throw new AssertionError(answers + " answers; closed: " + closed);
        }
        return type.cast(answer);
    }

    /** How often it was answered, in whatever way. */
    public int answers() {
        return answers;
    }

    /** Why the connection was to be closed; null when it was not. */
    public @Nullable String closed() {
        return closed;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.forId(body.apiKey());
    }

    @Override
    public short version() {
        return version;
    }

    @Override
    public String clientId() {
        return "test";
    }

    @Override
    public String clientAddress() {
        return "nowhere";
    }

    @Override
    public ListenerKind listener() {
        return listener;
    }

    @Override
    public ApiMessage body() {
        return body;
    }

    @Override
    public void respond(ApiMessage response) {
        answers++;
        answer = response;
        write(response);
    }

    /** A connection could write it; an answer with a field that the version cannot carry fails here as it does there. A version from the future is answered in 0. */
    private void write(ApiMessage response) {
        short written = api().isVersionSupported(version) ? version : 0;
        ObjectSerializationCache cache = new ObjectSerializationCache();
        MessageSizeAccumulator size = new MessageSizeAccumulator();
        response.addSize(size, cache, written);
        response.write(new WithoutRecords(ByteBuffer.allocate(size.totalSize())), cache, written);
    }

    /** Records are sent as they are, so there is nothing to write of them. */
    private static final class WithoutRecords extends ByteBufferAccessor {
        WithoutRecords(ByteBuffer buffer) {
            super(buffer);
        }

        @Override
        public void writeRecords(BaseRecords records) {}
    }

    @Override
    public void respondWithNothing() {
        answers++;
    }

    @Override
    public void closeConnection(String reason) {
        answers++;
        closed = reason;
    }
}
