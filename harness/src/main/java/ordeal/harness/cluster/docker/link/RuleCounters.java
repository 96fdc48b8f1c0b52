package ordeal.harness.cluster.docker.link;

import java.util.HashMap;
import java.util.Map;
import ordeal.nemesis.port.InjectionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the rules of a table have counted from what {@code nft -j list table} prints. */
final class RuleCounters {
    private static final JsonMapper MAPPER = new JsonMapper();

    private RuleCounters() {}

    /**
     * What was counted under each comment; rules with the same comment together.
     *
     * @throws InjectionException when it is not such a list
     */
    static Map<String, PacketCount> read(String json) {
        try {
            Map<String, PacketCount> counts = new HashMap<>();
            for (JsonNode entry : MAPPER.readTree(json).path("nftables")) {
                JsonNode rule = entry.path("rule");
                for (JsonNode statement : rule.path("expr")) {
                    JsonNode counter = statement.path("counter");
                    if (counter.isObject() && rule.hasNonNull("comment")) {
                        PacketCount count = new PacketCount(
                                counter.path("packets").asLong(),
                                counter.path("bytes").asLong());
                        counts.merge(rule.path("comment").asString(), count, PacketCount::plus);
                    }
                }
            }
            return counts;
        } catch (JacksonException e) {
            throw new InjectionException("nft printed no JSON: " + e.getMessage(), e);
        }
    }
}
