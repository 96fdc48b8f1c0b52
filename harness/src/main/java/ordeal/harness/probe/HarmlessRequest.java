package ordeal.harness.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import ordeal.nemesis.port.Node;

/** The harness's own few bytes on a link, sent to prove on an idle one that a fault took hold. All of them are ASCII. */
public final class HarmlessRequest {
    private static final short API_VERSIONS = 18;

    private HarmlessRequest() {}

    /** A request that this node answers at once on every port for clients and brokers, and that changes nothing. */
    public static byte[] to(Node server) {
        return switch (server.role()) {
            case BROKER -> apiVersionsRequest();
            case ZOOKEEPER -> "srvr".getBytes(StandardCharsets.US_ASCII);
        };
    }

    /** Kafka's ApiVersions request, version 0, which every broker answers on every listener. */
    private static byte[] apiVersionsRequest() {
        byte[] client = "ordeal-probe".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(4 + 2 + 2 + 4 + 2 + client.length);
        frame.putInt(frame.capacity() - 4);
        frame.putShort(API_VERSIONS).putShort((short) 0).putInt(1);
        frame.putShort((short) client.length).put(client);
        return frame.array();
    }
}
