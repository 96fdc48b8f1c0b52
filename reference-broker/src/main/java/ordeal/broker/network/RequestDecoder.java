package ordeal.broker.network;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.SupportedApis;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;

/**
 * Makes requests out of frames: {@code api key i16 | version i16 | correlation id i32 | client id | body}. The messages' strings and arrays
 * are their own; record bytes stay in the frame.
 */
final class RequestDecoder {
    private static final int KEY_AND_VERSION_BYTES = 4;

    private final SupportedApis apis;
    private final ListenerKind listener;

    RequestDecoder(SupportedApis apis, ListenerKind listener) {
        this.apis = apis;
        this.listener = listener;
    }

    /**
     * Decodes a frame. An ApiVersions request in a version that is not spoken has an empty body, for what it holds cannot be known.
     *
     * @throws MalformedFrameException when it is no request of an API and version that this listener offers, or is longer than it
     */
    DecodedRequest decode(ByteBuf frame) {
        ByteBuffer bytes = frame.nioBuffer();
        if (bytes.remaining() < KEY_AND_VERSION_BYTES) {
            throw new MalformedFrameException("a request of " + bytes.remaining() + " bytes");
        }
        short key = bytes.getShort(bytes.position());
        short version = bytes.getShort(bytes.position() + Short.BYTES);
        ApiKeys api = ApiKeys.hasId(key) ? ApiKeys.forId(key) : null;
        boolean offered = api != null && apis.offers(listener, api, version);
        if (api == null || (!offered && api != ApiKeys.API_VERSIONS)) {
            throw new MalformedFrameException("api key " + key + " in version " + version + " is not offered to "
                    + (listener == ListenerKind.PEER ? "peers" : "clients"));
        }
        try {
            return offered ? decode(api, version, bytes) : fromTheFuture(api, version, bytes);
        } catch (MalformedFrameException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new MalformedFrameException(api.name + " request in version " + version + ": " + e);
        }
    }

    private static DecodedRequest decode(ApiKeys api, short version, ByteBuffer bytes) {
        ByteBufferAccessor readable = new ByteBufferAccessor(bytes);
        RequestHeaderData header = new RequestHeaderData(readable, api.requestHeaderVersion(version));
        ApiMessage body = api.messageType.newRequest();
        body.read(readable, version);
        if (bytes.hasRemaining()) {
            throw new MalformedFrameException(
                    api.name + " request with " + bytes.remaining() + " bytes that belong to nothing");
        }
        return new DecodedRequest(api, version, version, header.correlationId(), clientId(header), body);
    }

    private static DecodedRequest fromTheFuture(ApiKeys api, short version, ByteBuffer bytes) {
        RequestHeaderData header =
                new RequestHeaderData(new ByteBufferAccessor(bytes), api.requestHeaderVersion(version));
        return new DecodedRequest(
                api, version, (short) 0, header.correlationId(), clientId(header), new ApiVersionsRequestData());
    }

    private static String clientId(RequestHeaderData header) {
        String clientId = header.clientId();
        return clientId == null ? "" : clientId;
    }
}
