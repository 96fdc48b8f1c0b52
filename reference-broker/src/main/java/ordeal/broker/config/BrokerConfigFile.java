package ordeal.broker.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * A broker's properties, read from a file in Kafka's format.
 *
 * @param config what they say
 * @param withoutEffect properties of Kafka's that do nothing here, sorted
 * @param entries every property that has an effect, with the value in force, sorted by name
 */
public record BrokerConfigFile(BrokerConfig config, List<String> withoutEffect, List<ConfigEntry> entries) {
    public BrokerConfigFile {
        withoutEffect = List.copyOf(withoutEffect);
        entries = List.copyOf(entries);
    }

    /**
     * Reads the text of a properties file. A property that stands in it twice has the value that stands last.
     *
     * @param localHostName what this machine calls itself, for listeners that bind every address and are not advertised otherwise
     * @throws BrokerConfigException with everything that is wrong
     */
    public static BrokerConfigFile parse(String text, String localHostName) {
        ConfigErrors errors = new ConfigErrors();
        Map<String, String> effective = new LinkedHashMap<>();
        TreeSet<String> withoutEffect = new TreeSet<>();
        for (PropertyLine line : lines(text)) {
            errors.locate(line);
            sort(line, effective, withoutEffect, errors);
        }
        ParsedValues values = validate(effective, errors);
        errors.throwIfAny();
        BrokerConfig config = new BrokerConfigBuilder(values, errors, localHostName).build();
        errors.throwIfAny();
        return new BrokerConfigFile(config, List.copyOf(withoutEffect), entries(values, effective));
    }

    private static List<PropertyLine> lines(String text) {
        try {
            return PropertyLine.of(text);
        } catch (IllegalArgumentException e) {
            throw new BrokerConfigException(List.of("not a properties file: " + e.getMessage()));
        }
    }

    private static void sort(
            PropertyLine line, Map<String, String> effective, TreeSet<String> withoutEffect, ConfigErrors errors) {
        String name = line.name();
        if (BrokerProperties.DEFINITION.names().contains(name)) {
            effective.put(name, line.value());
        } else if (OtherProperties.harmless(name)) {
            withoutEffect.add(name);
        } else {
            errors.add(
                    name,
                    OtherProperties.refusal(name)
                            .map(reason -> "cannot be had here: " + reason + "; without it the cluster would be another"
                                    + " one, so take the line out")
                            .orElseGet(() -> "is not a property of a broker" + suggestion(name)));
        }
    }

    private static String suggestion(String name) {
        TreeSet<String> known = new TreeSet<>(BrokerProperties.DEFINITION.names());
        known.addAll(OtherProperties.names());
        return NearestName.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private static ParsedValues validate(Map<String, String> effective, ConfigErrors errors) {
        Map<String, Object> values = new TreeMap<>();
        for (ConfigValue value : BrokerProperties.DEFINITION.validate(effective)) {
            value.errorMessages().stream().findFirst().ifPresent(message -> errors.add(value.name(), message));
            if (value.value() != null) {
                values.put(value.name(), value.value());
            }
        }
        return new ParsedValues(values);
    }

    private static List<ConfigEntry> entries(ParsedValues values, Map<String, String> effective) {
        List<ConfigEntry> entries = new ArrayList<>();
        for (String name : new TreeSet<>(BrokerProperties.DEFINITION.names())) {
            ConfigDef.ConfigKey key = BrokerProperties.DEFINITION.configKeys().get(name);
            if (key == null) {
                throw new IllegalStateException("no definition of " + name);
            }
            Object value = values.byName().get(name);
            entries.add(new ConfigEntry(
                    name,
                    key.type,
                    value == null ? "" : value.toString(),
                    effective.containsKey(name),
                    key.documentation));
        }
        return entries;
    }
}
