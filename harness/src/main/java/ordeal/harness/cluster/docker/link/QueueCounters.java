package ordeal.harness.cluster.docker.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what has come into each link's queue from what {@code tc -s -j qdisc show} prints. */
final class QueueCounters {
    private static final JsonMapper MAPPER = new JsonMapper();

    private QueueCounters() {}

    /**
     * What was counted, by link; no link whose queue is missing.
     *
     * @throws InjectionException when it is not such a list
     */
    static Map<Link, QueueCount> read(String json, List<Shape> shapes) {
        try {
            Map<Link, QueueCount> counted = new HashMap<>();
            for (JsonNode queue : MAPPER.readTree(json)) {
                for (Shape shape : shapes) {
                    if (shape.device().equals(queue.path("dev").asString(""))
                            && shape.handle().equals(queue.path("handle").asString(""))) {
                        counted.put(
                                shape.link(),
                                new QueueCount(
                                        number(queue, "bytes") + number(queue, "backlog"),
                                        number(queue, "packets") + number(queue, "qlen"),
                                        number(queue, "requeues")));
                    }
                }
            }
            return counted;
        } catch (JacksonException e) {
            throw new InjectionException("tc printed no JSON: " + e.getMessage(), e);
        }
    }

    private static long number(JsonNode queue, String name) {
        return queue.path(name).asLong();
    }
}
