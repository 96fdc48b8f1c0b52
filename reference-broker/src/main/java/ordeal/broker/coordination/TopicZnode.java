package ordeal.broker.coordination;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content of a topic's znode.
 *
 * @param topicId the topic's id; null when the znode was written before there were ids
 * @param replicas replicas by partition, the preferred leader first
 */
public record TopicZnode(@Nullable Uuid topicId, SortedMap<Integer, List<Integer>> replicas) {
    public TopicZnode {
        SortedMap<Integer, List<Integer>> copy = new TreeMap<>();
        replicas.forEach((partition, ids) -> copy.put(partition, List.copyOf(ids)));
        replicas = Collections.unmodifiableSortedMap(copy);
    }

    /** The same topic with an id. */
    public TopicZnode withTopicId(Uuid id) {
        return new TopicZnode(id, replicas);
    }

    /** What to write. */
    public byte[] encode() {
        ObjectNode node = ZnodeJson.object(3);
        ObjectNode partitions = node.putObject("partitions");
        replicas.forEach((partition, ids) -> ZnodeJson.put(partitions, Integer.toString(partition), ids));
        node.putObject("adding_replicas");
        node.putObject("removing_replicas");
        if (topicId != null) {
            node.put("topic_id", topicId.toString());
        }
        return ZnodeJson.bytes(node);
    }

    /**
     * What was read.
     *
     * @throws MalformedZnodeException when it is no topic
     */
    public static TopicZnode decode(String topic, byte[] data) {
        String what = "topic " + topic;
        JsonNode node = ZnodeJson.parse(what, data);
        Uuid topicId = node.has("topic_id") ? id(what, ZnodeJson.string(what, node, "topic_id")) : null;
        return new TopicZnode(topicId, new TreeMap<>(ZnodeJson.replicas(what, node, "partitions")));
    }

    private static Uuid id(String what, String text) {
        try {
            return Uuid.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedZnodeException(what + " has no valid topic_id: " + text, e);
        }
    }
}
