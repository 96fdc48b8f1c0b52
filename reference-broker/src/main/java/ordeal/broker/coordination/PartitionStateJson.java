package ordeal.broker.coordination;

import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A partition's {@code state} znode as JSON. */
public final class PartitionStateJson {
    private static final String RECOVERY = "leader_recovery_state";
    private static final int RECOVERING = 1;

    private PartitionStateJson() {}

    /** What to write; the partition epoch is the znode's version, and no part of it. */
    public static byte[] encode(PartitionState state) {
        ObjectNode node = ZnodeJson.object(1)
                .put("leader", state.leader())
                .put("leader_epoch", state.leaderEpoch())
                .put("controller_epoch", state.controllerEpoch());
        ZnodeJson.put(node, "isr", state.isr());
        if (state.recovering()) {
            node.put(RECOVERY, RECOVERING);
        }
        return ZnodeJson.bytes(node);
    }

    /**
     * What was read.
     *
     * @throws MalformedZnodeException when it is no partition state
     */
    public static PartitionState decode(TopicPartition partition, Znode znode) {
        String what = "the state of " + partition;
        JsonNode node = ZnodeJson.parse(what, znode.data());
        return new PartitionState(
                ZnodeJson.integer(what, node, "leader"),
                ZnodeJson.integer(what, node, "leader_epoch"),
                ZnodeJson.integers(what, node, "isr"),
                ZnodeJson.integer(what, node, "controller_epoch"),
                node.has(RECOVERY) && ZnodeJson.integer(what, node, RECOVERY) == RECOVERING,
                znode.stat().version());
    }
}
