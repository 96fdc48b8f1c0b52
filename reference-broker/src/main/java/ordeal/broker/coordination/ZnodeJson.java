package ordeal.broker.coordination;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as it stands in znodes: reading fields with a message that says which one is wrong, and writing. */
final class ZnodeJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ZnodeJson() {}

    static ObjectNode object(int version) {
        return MAPPER.createObjectNode().put("version", version);
    }

    static byte[] bytes(ObjectNode node) {
        return MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode parse(String what, byte[] data) {
        try {
            JsonNode node = MAPPER.readTree(data);
            if (!node.isObject()) {
                throw new MalformedZnodeException(what + " is not a JSON object: " + text(data), null);
            }
            return node;
        } catch (JacksonException e) {
            throw new MalformedZnodeException(what + " is not JSON: " + text(data), e);
        }
    }

    static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    static int integer(String what, JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(what, node, field);
        }
        return value.intValue();
    }

    static String string(String what, JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isString()) {
            throw wrong(what, node, field);
        }
        return value.stringValue();
    }

    /** A number that is written as a text. */
    static long number(String what, JsonNode node, String field) {
        try {
            return Long.parseLong(string(what, node, field));
        } catch (NumberFormatException e) {
            throw new MalformedZnodeException(what + " has a wrong " + field + ": " + node, e);
        }
    }

    static List<Integer> integers(String what, JsonNode node, String field) {
        return integers(what, node, field, node.get(field));
    }

    static ArrayNode put(ObjectNode node, String field, List<Integer> values) {
        ArrayNode array = node.putArray(field);
        values.forEach(array::add);
        return array;
    }

    /** A map from partition numbers to replicas; empty when there is no such field. */
    static Map<Integer, List<Integer>> replicas(String what, JsonNode node, String field) {
        Map<Integer, List<Integer>> replicas = new TreeMap<>();
        JsonNode value = node.get(field);
        if (value != null) {
            try {
                value.forEachEntry((partition, ids) ->
                        replicas.put(Integer.parseInt(partition), integers(what, node, field, ids)));
            } catch (NumberFormatException e) {
                throw new MalformedZnodeException(what + " has a wrong " + field + ": " + node, e);
            }
        }
        return replicas;
    }

    private static List<Integer> integers(String what, JsonNode node, String field, @Nullable JsonNode array) {
        if (array == null || !array.isArray()) {
            throw wrong(what, node, field);
        }
        List<Integer> values = new ArrayList<>();
        for (JsonNode value : array) {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw wrong(what, node, field);
            }
            values.add(value.intValue());
        }
        return values;
    }

    private static MalformedZnodeException wrong(String what, JsonNode node, String field) {
        return new MalformedZnodeException(what + " has no valid " + field + ": " + node, null);
    }
}
