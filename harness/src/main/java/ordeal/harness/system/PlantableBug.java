package ordeal.harness.system;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bug that a system can be given on purpose, as it describes it itself.
 *
 * @param name its name, the value of {@link SystemUnderTest#bugProperty}
 * @param kafkaIds the issues and proposals under which Kafka had it or closed it; may be empty
 * @param broken what is broken, in a sentence
 * @param anomalies the types of the anomalies of which each proves it
 */
public record PlantableBug(String name, List<String> kafkaIds, String broken, List<String> anomalies) {
    public PlantableBug {
        kafkaIds = List.copyOf(kafkaIds);
        anomalies = List.copyOf(anomalies);
    }

    /**
     * Reads the line of a system's own list.
     *
     * @throws tools.jackson.core.JacksonException when it is no JSON, or a field is missing
     */
    public static PlantableBug parse(String line) {
        JsonNode node = JsonMapper.shared().readTree(line);
        return new PlantableBug(
                node.required("name").asString(),
                strings(node.required("kafkaIds")),
                node.required("broken").asString(),
                strings(node.required("anomalies")));
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asString()));
        return strings;
    }
}
