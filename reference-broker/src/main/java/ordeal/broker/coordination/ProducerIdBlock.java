package ordeal.broker.coordination;

import tools.jackson.databind.JsonNode;

/**
 * A block of producer ids that one broker may hand out.
 *
 * @param brokerId whose it is
 * @param first the first id of it
 * @param last the last id of it
 */
public record ProducerIdBlock(int brokerId, long first, long last) {
    /** What to write. */
    public byte[] encode() {
        return ZnodeJson.bytes(ZnodeJson.object(1)
                .put("broker", brokerId)
                .put("block_start", Long.toString(first))
                .put("block_end", Long.toString(last)));
    }

    /**
     * What was read.
     *
     * @throws MalformedZnodeException when it is no block
     */
    public static ProducerIdBlock decode(byte[] data) {
        String what = ZnodePaths.PRODUCER_ID_BLOCK;
        JsonNode node = ZnodeJson.parse(what, data);
        return new ProducerIdBlock(
                ZnodeJson.integer(what, node, "broker"),
                ZnodeJson.number(what, node, "block_start"),
                ZnodeJson.number(what, node, "block_end"));
    }
}
