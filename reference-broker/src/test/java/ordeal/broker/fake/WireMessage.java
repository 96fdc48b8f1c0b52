package ordeal.broker.fake;

import java.nio.ByteBuffer;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.SupportedApis;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;

/**
 * A message as bytes, so that sender and receiver never share an object.
 *
 * @param version the version it is written in: the newest that the listener offers
 * @param correlationId the request's number on its connection; the answer carries the same one
 */
record WireMessage(ApiKeys api, short version, int correlationId, ByteBuffer bytes) {
    private static final SupportedApis APIS = SupportedApis.ofThisRelease();
    private static final byte RUBBISH = (byte) 0xEE;

    static WireMessage request(ListenerKind listener, int correlationId, ApiMessage body) {
        ApiKeys api = ApiKeys.forId(body.apiKey());
        short version = APIS.newest(listener, api);
        return new WireMessage(api, version, correlationId, MessageUtil.toByteBuffer(body, version));
    }

    WireMessage answeredWith(ApiMessage body) {
        return new WireMessage(api, version, correlationId, MessageUtil.toByteBuffer(body, version));
    }

    ApiMessage readRequest() {
        return read(api.messageType.newRequest(), version, bytes);
    }

    static ApiMessage response(ApiKeys api, short version, ByteBuffer bytes) {
        return read(api.messageType.newResponse(), version, bytes);
    }

    private static ApiMessage read(ApiMessage message, short version, ByteBuffer bytes) {
        ByteBuffer readable = bytes.duplicate();
        message.read(new ByteBufferAccessor(readable), version);
        if (readable.hasRemaining()) {
            throw new IllegalStateException(
                    message + " with " + readable.remaining() + " bytes that belong to nothing");
        }
        return message;
    }

    /** Record bytes are valid for so long only: whoever keeps them will find rubbish. */
    static void scribble(ByteBuffer bytes) {
        for (int at = 0; at < bytes.limit(); at++) {
            bytes.put(at, RUBBISH);
        }
    }
}
