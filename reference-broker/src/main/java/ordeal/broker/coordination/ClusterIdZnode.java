package ordeal.broker.coordination;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The content of {@code /cluster/id}. */
final class ClusterIdZnode {
    private ClusterIdZnode() {}

    static byte[] encode(String clusterId) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return ZnodeJson.bytes(node.put("version", "1").put("id", clusterId));
    }

    static String decode(byte[] data) {
        return ZnodeJson.string(ZnodePaths.CLUSTER_ID, ZnodeJson.parse(ZnodePaths.CLUSTER_ID, data), "id");
    }
}
