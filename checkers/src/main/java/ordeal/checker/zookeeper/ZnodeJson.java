package ordeal.checker.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that brokers of the ZooKeeper era store in znodes, as far as a timeline needs it. */
final class ZnodeJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ZnodeJson() {}

    /** {@code /brokers/topics/T/partitions/P/state}. */
    static PartitionState state(LoggedTransaction transaction, String path, String data, int version) {
        JsonNode json = parse(path, data);
        return new PartitionState(
                transaction.zxid(),
                transaction.epochMs(),
                transaction.session(),
                number(json, path, "leader"),
                number(json, path, "leader_epoch"),
                number(json, path, "controller_epoch"),
                numbers(json.path("isr")),
                version);
    }

    /** {@code /brokers/topics/T}: partition index to replicas, the preferred one first. */
    static Map<Integer, List<Integer>> assignment(String path, String data) {
        Map<Integer, List<Integer>> assignment = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry :
                parse(path, data).path("partitions").properties()) {
            assignment.put(Integer.parseInt(entry.getKey()), numbers(entry.getValue()));
        }
        return assignment;
    }

    /** {@code /controller}: the broker that holds it. */
    static int controller(String path, String data) {
        return number(parse(path, data), path, "brokerid");
    }

    /** {@code /config/topics/T}: one setting, empty where the topic leaves it to the broker. */
    static Optional<Boolean> uncleanElection(String path, String data) {
        JsonNode setting = parse(path, data).path("config").path("unclean.leader.election.enable");
        return setting.isString() ? Optional.of(Boolean.parseBoolean(setting.asString())) : Optional.empty();
    }

    private static JsonNode parse(String path, String data) {
        try {
            return MAPPER.readTree(data);
        } catch (JacksonException e) {
            throw new MalformedZnodeException(path + " holds no JSON: " + data, e);
        }
    }

    private static int number(JsonNode json, String path, String field) {
        JsonNode value = json.path(field);
        if (!value.isInt()) {
            throw new MalformedZnodeException(path + " lacks " + field, new IllegalArgumentException(json.toString()));
        }
        return value.asInt();
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(value -> numbers.add(value.asInt()));
        return numbers;
    }
}
