package ordeal.broker.request;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ordeal.broker.config.ConfigEntry;
import ordeal.broker.config.TopicConfigDefinition;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.metadata.ClusterMetadata;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.jspecify.annotations.Nullable;

/** Handles DescribeConfigs: a topic's settings, or this broker's. */
public final class DescribeConfigsHandler implements RequestHandler {
    private final int brokerId;
    private final List<ConfigEntry> brokerEntries;
    private final TopicSettings topicDefaults;
    private final ClusterMetadata metadata;
    private final TopicConfigStore topicConfigs;

    /**
     * Tells of these settings.
     *
     * @param brokerEntries every property of this broker that has an effect
     */
    public DescribeConfigsHandler(
            int brokerId,
            List<ConfigEntry> brokerEntries,
            TopicSettings topicDefaults,
            ClusterMetadata metadata,
            TopicConfigStore topicConfigs) {
        this.brokerId = brokerId;
        this.brokerEntries = List.copyOf(brokerEntries);
        this.topicDefaults = topicDefaults;
        this.metadata = metadata;
        this.topicConfigs = topicConfigs;
    }

    @Override
    public void handle(Request request) {
        DescribeConfigsRequestData body = (DescribeConfigsRequestData) request.body();
        request.respond(new DescribeConfigsResponseData()
                .setResults(body.resources().stream()
                        .map(resource -> describe(resource, request.version(), body.includeDocumentation()))
                        .toList()));
    }

    private DescribeConfigsResult describe(DescribeConfigsResource resource, short version, boolean documentation) {
        DescribeConfigsResult result = new DescribeConfigsResult()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName());
        return switch (ConfigResource.Type.forId(resource.resourceType())) {
            case TOPIC -> describeTopic(resource, result, version, documentation);
            case BROKER -> describeBroker(resource, result, version, documentation);
            case UNKNOWN, BROKER_LOGGER, CLIENT_METRICS ->
                refuse(result, Errors.INVALID_REQUEST, "There are no settings of this kind of resource.");
        };
    }

    private DescribeConfigsResult describeTopic(
            DescribeConfigsResource resource, DescribeConfigsResult result, short version, boolean documentation) {
        String topic = resource.resourceName();
        if (!metadata.contains(topic)) {
            return refuse(result, Errors.UNKNOWN_TOPIC_OR_PARTITION, null);
        }
        Set<String> fromFile = brokerEntries.stream()
                .filter(ConfigEntry::set)
                .map(ConfigEntry::name)
                .collect(Collectors.toSet());
        List<ConfigEntry> entries = TopicConfigDefinition.entries(topicConfigs.overrides(topic), topicDefaults);
        for (ConfigEntry entry : wanted(entries, resource)) {
            ConfigSource source = entry.set()
                    ? ConfigSource.TOPIC_CONFIG
                    : TopicConfigDefinition.brokerProperties(entry.name()).stream()
                                    .anyMatch(fromFile::contains)
                            ? ConfigSource.STATIC_BROKER_CONFIG
                            : ConfigSource.DEFAULT_CONFIG;
            result.configs().add(told(entry, source, version, false, documentation));
        }
        return result;
    }

    private DescribeConfigsResult describeBroker(
            DescribeConfigsResource resource, DescribeConfigsResult result, short version, boolean documentation) {
        if (!resource.resourceName().equals(Integer.toString(brokerId))) {
            return refuse(
                    result,
                    Errors.INVALID_REQUEST,
                    "This is broker " + brokerId + "; it cannot tell of '" + resource.resourceName() + "'.");
        }
        for (ConfigEntry entry : wanted(brokerEntries, resource)) {
            ConfigSource source = entry.set() ? ConfigSource.STATIC_BROKER_CONFIG : ConfigSource.DEFAULT_CONFIG;
            result.configs().add(told(entry, source, version, true, documentation));
        }
        return result;
    }

    private static List<ConfigEntry> wanted(List<ConfigEntry> entries, DescribeConfigsResource resource) {
        List<String> keys = resource.configurationKeys();
        return keys == null
                ? entries
                : entries.stream().filter(entry -> keys.contains(entry.name())).toList();
    }

    private static DescribeConfigsResourceResult told(
            ConfigEntry entry, ConfigSource source, short version, boolean readOnly, boolean documentation) {
        return new DescribeConfigsResourceResult()
                .setName(entry.name())
                .setValue(entry.value())
                .setReadOnly(readOnly)
                .setIsDefault(version == 0 && source == ConfigSource.DEFAULT_CONFIG) // later versions tell the source
                .setConfigSource(source.id())
                .setIsSensitive(false)
                .setConfigType(type(entry.type()).id())
                .setDocumentation(documentation ? entry.documentation() : null);
    }

    private static ConfigType type(ConfigDef.Type type) {
        return switch (type) {
            case BOOLEAN -> ConfigType.BOOLEAN;
            case STRING -> ConfigType.STRING;
            case INT -> ConfigType.INT;
            case SHORT -> ConfigType.SHORT;
            case LONG -> ConfigType.LONG;
            case DOUBLE -> ConfigType.DOUBLE;
            case LIST -> ConfigType.LIST;
            case CLASS -> ConfigType.CLASS;
            case PASSWORD -> ConfigType.PASSWORD;
        };
    }

    private static DescribeConfigsResult refuse(DescribeConfigsResult result, Errors error, @Nullable String message) {
        return result.setErrorCode(error.code()).setErrorMessage(message == null ? error.message() : message);
    }
}
