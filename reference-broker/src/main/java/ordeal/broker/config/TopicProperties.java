package ordeal.broker.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;

/** The settings a topic may have of its own, under Kafka's names: which there are, which values they take, and how they stand as text. */
public final class TopicProperties {
    private static final String CREATE_TIME = "CreateTime";
    private static final String LOG_APPEND_TIME = "LogAppendTime";

    private static final ConfigDef DEFINITION = new ConfigDef();

    static {
        define(TopicConfig.CLEANUP_POLICY_CONFIG, ConfigDef.Type.STRING, ValidString.in("delete"));
        define(TopicConfig.COMPRESSION_TYPE_CONFIG, ConfigDef.Type.STRING, ValidString.in("producer"));
        define(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, ConfigDef.Type.LONG, Range.atLeast(0));
        define(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, ConfigDef.Type.LONG, Range.atLeast(1));
        define(TopicConfig.FLUSH_MS_CONFIG, ConfigDef.Type.LONG, Range.atLeast(0));
        define(TopicConfig.INDEX_INTERVAL_BYTES_CONFIG, ConfigDef.Type.INT, Range.atLeast(0));
        define(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, ConfigDef.Type.INT, Range.atLeast(0));
        define(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                ConfigDef.Type.STRING,
                ValidString.in(CREATE_TIME, LOG_APPEND_TIME));
        define(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, ConfigDef.Type.INT, Range.atLeast(1));
        define(TopicConfig.RETENTION_BYTES_CONFIG, ConfigDef.Type.LONG, Range.atLeast(-1));
        define(TopicConfig.RETENTION_MS_CONFIG, ConfigDef.Type.LONG, Range.atLeast(-1));
        define(TopicConfig.SEGMENT_BYTES_CONFIG, ConfigDef.Type.INT, Range.atLeast(14));
        define(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG, ConfigDef.Type.INT, Range.atLeast(4));
        define(TopicConfig.SEGMENT_MS_CONFIG, ConfigDef.Type.LONG, Range.atLeast(1));
        define(
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                ConfigDef.Type.BOOLEAN,
                ValidString.in("true", "false"));
    }

    private TopicProperties() {}

    /**
     * A setting in force.
     *
     * @param own whether the topic has it of its own
     */
    public record Described(String name, String value, boolean own) {}

    /** Whether there is a setting of that name. */
    public static boolean known(String name) {
        return DEFINITION.names().contains(name);
    }

    /** What is wrong with a topic's own settings; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> own) {
        for (Map.Entry<String, String> setting : new TreeMap<>(own).entrySet()) {
            try {
                parse(setting.getKey(), setting.getValue());
            } catch (ConfigException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /**
     * The settings in force for a topic.
     *
     * @param own its own settings, without a {@link #problem}
     * @param defaults for all others
     */
    public static TopicSettings settings(Map<String, String> own, TopicSettings defaults) {
        Own of = new Own(own);
        return new TopicSettings(
                of.integer(TopicConfig.SEGMENT_BYTES_CONFIG, defaults.segmentBytes()),
                of.number(TopicConfig.SEGMENT_MS_CONFIG, defaults.segmentMs()),
                of.integer(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG, defaults.segmentIndexBytes()),
                of.integer(TopicConfig.INDEX_INTERVAL_BYTES_CONFIG, defaults.indexIntervalBytes()),
                of.number(TopicConfig.RETENTION_MS_CONFIG, defaults.retentionMs()),
                of.number(TopicConfig.RETENTION_BYTES_CONFIG, defaults.retentionBytes()),
                of.number(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, defaults.fileDeleteDelayMs()),
                of.number(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, defaults.flushMessages()),
                of.number(TopicConfig.FLUSH_MS_CONFIG, defaults.flushMs()),
                of.integer(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, defaults.maxMessageBytes()),
                of.text(
                                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                defaults.logAppendTime() ? LOG_APPEND_TIME : CREATE_TIME)
                        .equals(LOG_APPEND_TIME),
                of.integer(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, defaults.minInsyncReplicas()),
                of.flag(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, defaults.uncleanLeaderElection()));
    }

    /** All settings of a topic as text, by name. */
    public static List<Described> describe(Map<String, String> own, TopicSettings inForce) {
        SortedMap<String, String> values = new TreeMap<>();
        values.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        values.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        values.put(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, Long.toString(inForce.fileDeleteDelayMs()));
        values.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, Long.toString(inForce.flushMessages()));
        values.put(TopicConfig.FLUSH_MS_CONFIG, Long.toString(inForce.flushMs()));
        values.put(TopicConfig.INDEX_INTERVAL_BYTES_CONFIG, Integer.toString(inForce.indexIntervalBytes()));
        values.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(inForce.maxMessageBytes()));
        values.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, inForce.logAppendTime() ? LOG_APPEND_TIME : CREATE_TIME);
        values.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(inForce.minInsyncReplicas()));
        values.put(TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(inForce.retentionBytes()));
        values.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(inForce.retentionMs()));
        values.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(inForce.segmentBytes()));
        values.put(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG, Integer.toString(inForce.segmentIndexBytes()));
        values.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(inForce.segmentMs()));
        values.put(
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, Boolean.toString(inForce.uncleanLeaderElection()));
        List<Described> described = new ArrayList<>();
        values.forEach((name, value) -> described.add(new Described(name, value, own.containsKey(name))));
        return described;
    }

    private static void define(String name, ConfigDef.Type type, ConfigDef.Validator validator) {
        DEFINITION.define(name, type, ConfigDef.NO_DEFAULT_VALUE, validator, Importance.MEDIUM, "");
    }

    private static Object parse(String name, String value) {
        ConfigDef.ConfigKey key = DEFINITION.configKeys().get(name);
        if (key == null) {
            throw new ConfigException("Unknown topic config name: " + name);
        }
        Object parsed = ConfigDef.parseType(name, value, key.type);
        if (key.validator != null) {
            key.validator.ensureValid(name, key.type == ConfigDef.Type.BOOLEAN ? String.valueOf(parsed) : parsed);
        }
        return parsed;
    }

    /** A topic's own settings, read with a default each. */
    private record Own(Map<String, String> settings) {
        String text(String name, String otherwise) {
            return settings.containsKey(name) ? (String) parse(name, settings.getOrDefault(name, "")) : otherwise;
        }

        int integer(String name, int otherwise) {
            return settings.containsKey(name) ? (Integer) parse(name, settings.getOrDefault(name, "")) : otherwise;
        }

        long number(String name, long otherwise) {
            return settings.containsKey(name) ? (Long) parse(name, settings.getOrDefault(name, "")) : otherwise;
        }

        boolean flag(String name, boolean otherwise) {
            return settings.containsKey(name) ? (Boolean) parse(name, settings.getOrDefault(name, "")) : otherwise;
        }
    }
}
