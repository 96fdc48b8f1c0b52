package ordeal.broker;

import java.util.List;
import ordeal.broker.bugs.PlantedBug;
import ordeal.broker.bugs.PlantedBugs;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bugs that can be planted, for programs: one JSON object a line. */
final class BugListing {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private BugListing() {}

    static List<String> lines() {
        return PlantedBugs.all().stream().map(BugListing::line).toList();
    }

    private static String line(PlantedBug bug) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("name", bug.name());
        bug.kafkaIds().forEach(line.putArray("kafkaIds")::add);
        line.put("broken", bug.broken());
        bug.anomalies().forEach(line.putArray("anomalies")::add);
        return MAPPER.writeValueAsString(line);
    }
}
