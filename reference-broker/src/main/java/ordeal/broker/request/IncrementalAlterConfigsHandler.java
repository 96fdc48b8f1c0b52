package ordeal.broker.request;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.TopicConfigDefinition;
import ordeal.broker.metadata.ClusterMetadata;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles IncrementalAlterConfigs (KIP-339) for topics. A broker's own settings cannot be changed while it runs. */
public final class IncrementalAlterConfigsHandler implements RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(IncrementalAlterConfigsHandler.class);

    private final ClusterMetadata metadata;
    private final TopicConfigStore topicConfigs;
    private final LaterAnswer later;

    /** Changes these settings. */
    public IncrementalAlterConfigsHandler(ClusterMetadata metadata, TopicConfigStore topicConfigs, LaterAnswer later) {
        this.metadata = metadata;
        this.topicConfigs = topicConfigs;
        this.later = later;
    }

    @Override
    public void handle(Request request) {
        IncrementalAlterConfigsRequestData body = (IncrementalAlterConfigsRequestData) request.body();
        List<CompletableFuture<AlterConfigsResourceResponse>> results = new ArrayList<>();
        for (AlterConfigsResource resource : body.resources()) {
            results.add(alter(resource, body.validateOnly())
                    .thenApply(error -> new AlterConfigsResourceResponse()
                            .setResourceType(resource.resourceType())
                            .setResourceName(resource.resourceName())
                            .setErrorCode(error.error().code())
                            .setErrorMessage(error.message())));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new));
        later.when(
                all,
                request,
                _ -> request.respond(new IncrementalAlterConfigsResponseData()
                        .setResponses(results.stream()
                                .map(CompletableFuture::resultNow)
                                .toList())));
    }

    private CompletableFuture<ApiError> alter(AlterConfigsResource resource, boolean validateOnly) {
        if (ConfigResource.Type.forId(resource.resourceType()) != ConfigResource.Type.TOPIC) {
            return refused(Errors.INVALID_REQUEST, "Only the settings of topics can be changed.");
        }
        String topic = resource.resourceName();
        if (!metadata.contains(topic)) {
            return refused(Errors.UNKNOWN_TOPIC_OR_PARTITION, "There is no topic '" + topic + "'.");
        }
        Map<String, String> overrides = new TreeMap<>(topicConfigs.overrides(topic));
        ApiError error = change(overrides, resource);
        if (error.isFailure() || validateOnly) {
            return CompletableFuture.completedFuture(error);
        }
        return topicConfigs.replace(topic, overrides).handle((_, failure) -> {
            if (failure == null) {
                return ApiError.NONE;
            }
            log.warn("the settings of topic {} were not written", topic, failure);
            return new ApiError(Errors.UNKNOWN_SERVER_ERROR, "The settings may not have been written.");
        });
    }

    /** Carries out the changes of one topic on a copy of its settings. */
    private static ApiError change(Map<String, String> overrides, AlterConfigsResource resource) {
        Set<String> seen = new HashSet<>();
        for (AlterableConfig change : resource.configs()) {
            if (!seen.add(change.name())) {
                return new ApiError(Errors.INVALID_REQUEST, "'" + change.name() + "' is changed twice.");
            }
            AlterConfigOp.OpType operation = AlterConfigOp.OpType.forId(change.configOperation());
            if (operation == null) {
                return new ApiError(Errors.INVALID_REQUEST, "There is no operation " + change.configOperation() + ".");
            }
            switch (operation) {
                case SET -> {
                    if (change.value() == null) {
                        return new ApiError(Errors.INVALID_REQUEST, "'" + change.name() + "' has no value.");
                    }
                    overrides.put(change.name(), change.value());
                }
                case DELETE -> overrides.remove(change.name());
                case APPEND, SUBTRACT -> {
                    return new ApiError(
                            Errors.INVALID_CONFIG, "'" + change.name() + "' has one value here, and is no list.");
                }
            }
        }
        List<String> errors = TopicConfigDefinition.validate(overrides);
        return errors.isEmpty() ? ApiError.NONE : new ApiError(Errors.INVALID_CONFIG, String.join("; ", errors));
    }

    private static CompletableFuture<ApiError> refused(Errors error, String message) {
        return CompletableFuture.completedFuture(new ApiError(error, message));
    }
}
