package ordeal.broker.coordination;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The contents of the znodes about settings: an entity's own settings, and the announcement that they changed. */
public final class ConfigZnode {
    private ConfigZnode() {}

    /** What to write as an entity's own settings. */
    public static byte[] encode(Map<String, String> settings) {
        ObjectNode node = ZnodeJson.object(1);
        ObjectNode config = node.putObject("config");
        new TreeMap<>(settings).forEach(config::put);
        return ZnodeJson.bytes(node);
    }

    /**
     * An entity's own settings.
     *
     * @param path where they were read, for the message
     * @throws MalformedZnodeException when there are none
     */
    public static SortedMap<String, String> decode(String path, byte[] data) {
        SortedMap<String, String> settings = new TreeMap<>();
        JsonNode config = ZnodeJson.parse(path, data).path("config");
        config.forEachEntry((name, value) -> settings.put(name, value.asString()));
        return Collections.unmodifiableSortedMap(settings);
    }

    /** What to write to announce that a topic's settings changed. */
    public static byte[] encodeChange(String topic) {
        return ZnodeJson.bytes(ZnodeJson.object(2).put("entity_path", "topics/" + topic));
    }

    /**
     * What an announcement is about, such as {@code topics/T}; empty when it is of an older form.
     *
     * @throws MalformedZnodeException when it is no JSON
     */
    public static String changedEntity(String path, byte[] data) {
        JsonNode entity = ZnodeJson.parse(path, data).path("entity_path");
        return entity.isString() ? entity.stringValue() : "";
    }
}
