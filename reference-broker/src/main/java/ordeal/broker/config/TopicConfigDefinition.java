package ordeal.broker.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.TopicConfig;

/** The settings that a topic can have of its own, under Kafka's names: which there are, which values they take. */
public final class TopicConfigDefinition {
    /** The value of {@code message.timestamp.type} that replaces the producers' timestamps by the broker's clock. */
    static final String LOG_APPEND_TIME = "LogAppendTime";

    /** The value of {@code message.timestamp.type} that keeps the producers' timestamps. */
    static final String CREATE_TIME = "CreateTime";

    /** The only {@code cleanup.policy}: old segments are deleted, none is compacted. */
    static final String CLEANUP_POLICY = "delete";

    /** The only {@code compression.type}: batches stay as the producer compressed them. */
    static final String COMPRESSION_TYPE = "producer";

    private static final Map<String, Setting> SETTINGS = settings();
    private static final ConfigDef DEFINITION = definition();

    private TopicConfigDefinition() {}

    /**
     * The settings in force for a topic.
     *
     * @param overrides what the topic has of its own, by Kafka's names
     * @param defaults what holds for everything else
     * @throws ConfigException when {@link #validate} finds anything wrong
     */
    public static TopicSettings apply(Map<String, String> overrides, TopicSettings defaults) {
        List<String> errors = validate(overrides);
        if (!errors.isEmpty()) {
            throw new ConfigException(String.join("; ", errors));
        }
        Map<String, String> texts = texts(defaults);
        texts.putAll(overrides);
        return settings(new ParsedValues(DEFINITION.parse(texts)));
    }

    /** What is wrong with a topic's own settings, in words, each with the name it is about; empty when nothing is. */
    public static List<String> validate(Map<String, String> overrides) {
        List<String> errors = new ArrayList<>();
        for (String name : overrides.keySet()) {
            if (!SETTINGS.containsKey(name)) {
                errors.add("Unknown topic config name: " + name
                        + NearestName.of(name, SETTINGS.keySet())
                                .map(near -> " (did you mean " + near + "?)")
                                .orElse(""));
            }
        }
        for (ConfigValue value : DEFINITION.validate(overrides)) {
            if (overrides.containsKey(value.name())) {
                value.errorMessages().stream().findFirst().ifPresent(errors::add);
            }
        }
        return List.copyOf(errors);
    }

    /** Every setting of a topic with the value in force, in a fixed order. */
    public static List<ConfigEntry> entries(Map<String, String> overrides, TopicSettings defaults) {
        Map<String, String> inForce = texts(apply(overrides, defaults));
        List<ConfigEntry> entries = new ArrayList<>();
        inForce.forEach((name, value) -> {
            Setting setting = setting(name);
            entries.add(
                    new ConfigEntry(name, setting.type(), value, overrides.containsKey(name), setting.documentation()));
        });
        return List.copyOf(entries);
    }

    /** The broker properties that are the default of a topic's setting, the most telling one first. */
    public static List<String> brokerProperties(String name) {
        return switch (name) {
            case TopicConfig.COMPRESSION_TYPE_CONFIG,
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG -> List.of(name);
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> List.of("message.max.bytes");
            case TopicConfig.FILE_DELETE_DELAY_MS_CONFIG -> List.of("log.segment.delete.delay.ms");
            case TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG -> List.of("log.flush.interval.messages");
            case TopicConfig.FLUSH_MS_CONFIG -> List.of("log.flush.interval.ms", "log.flush.scheduler.interval.ms");
            case TopicConfig.RETENTION_MS_CONFIG ->
                List.of("log.retention.ms", "log.retention.minutes", "log.retention.hours");
            case TopicConfig.SEGMENT_MS_CONFIG -> List.of("log.roll.ms", "log.roll.hours");
            case TopicConfig.SEGMENT_INDEX_BYTES_CONFIG -> List.of("log.index.size.max.bytes");
            default -> List.of("log." + name);
        };
    }

    private static TopicSettings settings(ParsedValues parsed) {
        return new TopicSettings(
                parsed.number(TopicConfig.SEGMENT_BYTES_CONFIG),
                parsed.bigNumber(TopicConfig.SEGMENT_MS_CONFIG),
                parsed.number(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG),
                parsed.number(TopicConfig.INDEX_INTERVAL_BYTES_CONFIG),
                parsed.bigNumber(TopicConfig.RETENTION_MS_CONFIG),
                parsed.bigNumber(TopicConfig.RETENTION_BYTES_CONFIG),
                parsed.bigNumber(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG),
                parsed.bigNumber(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG),
                parsed.bigNumber(TopicConfig.FLUSH_MS_CONFIG),
                parsed.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                parsed.text(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals(LOG_APPEND_TIME),
                parsed.number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                parsed.flag(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG));
    }

    /** The inverse: settings as text, by name. */
    private static Map<String, String> texts(TopicSettings settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(TopicConfig.CLEANUP_POLICY_CONFIG, CLEANUP_POLICY);
        texts.put(TopicConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION_TYPE);
        texts.put(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, Long.toString(settings.fileDeleteDelayMs()));
        texts.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, Long.toString(settings.flushMessages()));
        texts.put(TopicConfig.FLUSH_MS_CONFIG, Long.toString(settings.flushMs()));
        texts.put(TopicConfig.INDEX_INTERVAL_BYTES_CONFIG, Integer.toString(settings.indexIntervalBytes()));
        texts.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.maxMessageBytes()));
        texts.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, settings.logAppendTime() ? LOG_APPEND_TIME : CREATE_TIME);
        texts.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
        texts.put(TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(settings.retentionBytes()));
        texts.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(settings.retentionMs()));
        texts.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(settings.segmentBytes()));
        texts.put(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG, Integer.toString(settings.segmentIndexBytes()));
        texts.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(settings.segmentMs()));
        texts.put(
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, Boolean.toString(settings.uncleanLeaderElection()));
        return texts;
    }

    private static Setting setting(String name) {
        Setting setting = SETTINGS.get(name);
        if (setting == null) {
            throw new IllegalStateException("no definition of topic setting " + name);
        }
        return setting;
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        SETTINGS.forEach((name, setting) -> definition.define(
                name,
                setting.type(),
                ConfigDef.NO_DEFAULT_VALUE,
                setting.validator(),
                Importance.MEDIUM,
                setting.documentation()));
        return definition;
    }

    /** What a setting is. */
    private record Setting(ConfigDef.Type type, ConfigDef.Validator validator, String documentation) {}

    private static Map<String, Setting> settings() {
        Map<String, Setting> all = new LinkedHashMap<>();
        ConfigDef.Validator flag = (_, _) -> {};
        all.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                new Setting(ConfigDef.Type.STRING, ValidString.in(CLEANUP_POLICY), "Old segments are deleted."));
        all.put(
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                new Setting(
                        ConfigDef.Type.STRING,
                        ValidString.in(COMPRESSION_TYPE),
                        "Batches stay as the producer sent them."));
        number(
                all,
                TopicConfig.FILE_DELETE_DELAY_MS_CONFIG,
                ConfigDef.Type.LONG,
                0,
                "How long files of deleted segments stay.");
        number(
                all,
                TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG,
                ConfigDef.Type.LONG,
                1,
                "How many records may be unsynced.");
        number(all, TopicConfig.FLUSH_MS_CONFIG, ConfigDef.Type.LONG, 0, "How long a record may be unsynced.");
        number(
                all,
                TopicConfig.INDEX_INTERVAL_BYTES_CONFIG,
                ConfigDef.Type.INT,
                0,
                "How many bytes of log lie between two index entries.");
        number(all, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, ConfigDef.Type.INT, 0, "Greatest size of a batch.");
        all.put(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                new Setting(
                        ConfigDef.Type.STRING,
                        ValidString.in(CREATE_TIME, LOG_APPEND_TIME),
                        "Whose clock a record's timestamp shows."));
        number(
                all,
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                ConfigDef.Type.INT,
                1,
                "How many in-sync replicas a send with acks=all needs.");
        all.put(
                TopicConfig.RETENTION_BYTES_CONFIG,
                new Setting(ConfigDef.Type.LONG, flag, "How much of a partition is kept; -1 for all."));
        number(
                all,
                TopicConfig.RETENTION_MS_CONFIG,
                ConfigDef.Type.LONG,
                -1,
                "How long records are kept; -1 for ever.");
        number(all, TopicConfig.SEGMENT_BYTES_CONFIG, ConfigDef.Type.INT, 14, "Size at which a segment is closed.");
        number(all, TopicConfig.SEGMENT_INDEX_BYTES_CONFIG, ConfigDef.Type.INT, 4, "Greatest size of an offset index.");
        number(all, TopicConfig.SEGMENT_MS_CONFIG, ConfigDef.Type.LONG, 1, "Age at which a segment is closed.");
        all.put(
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                new Setting(
                        ConfigDef.Type.BOOLEAN,
                        flag,
                        "Whether a replica from outside the ISR may lead when no other is left."));
        return all;
    }

    private static void number(
            Map<String, Setting> all, String name, ConfigDef.Type type, int least, String documentation) {
        all.put(name, new Setting(type, Range.atLeast(least), documentation));
    }
}
