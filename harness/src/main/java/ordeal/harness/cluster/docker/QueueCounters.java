package ordeal.harness.cluster.docker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads how many bytes have come into each link's queue from what {@code tc -s -j qdisc show} prints. */
final class QueueCounters {
    private static final JsonMapper MAPPER = new JsonMapper();

    private QueueCounters() {}

    /**
     * Bytes that left the queue or wait in it, by link; no link whose queue is missing.
     *
     * @throws InjectionException when it is not such a list
     */
    static Map<Link, Long> read(String json, List<Shape> shapes) {
        try {
            Map<Link, Long> bytes = new HashMap<>();
            for (JsonNode queue : MAPPER.readTree(json)) {
                for (Shape shape : shapes) {
                    if (shape.device().equals(queue.path("dev").asString(""))
                            && shape.handle().equals(queue.path("handle").asString(""))) {
                        bytes.put(
                                shape.link(),
                                queue.path("bytes").asLong()
                                        + queue.path("backlog").asLong());
                    }
                }
            }
            return bytes;
        } catch (JacksonException e) {
            throw new InjectionException("tc printed no JSON: " + e.getMessage(), e);
        }
    }
}
