package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.ConfigEntry;
import ordeal.broker.coordination.ConfigZnode;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.TopicZnode;
import ordeal.broker.coordination.ZnodePaths;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates topics: settings first, then the topic, then its partitions' states. Answers when all partitions have leaders. */
final class TopicCreation {
    private static final Logger log = LoggerFactory.getLogger(TopicCreation.class);
    private static final byte OWN_SETTING = 1;
    private static final byte DEFAULT_SETTING = 5;

    private final ControllerTerm term;
    private final ClusterView view;
    private final TopicChanges topics;
    private final LeaderChanges leaders;

    TopicCreation(ControllerTerm term, TopicChanges topics, LeaderChanges leaders) {
        this.term = term;
        this.view = term.view();
        this.topics = topics;
        this.leaders = leaders;
    }

    CompletableFuture<Void> handle(
            CreateTopicsRequestData request, CompletableFuture<CreateTopicsResponseData> answer) {
        NewTopicCheck check = new NewTopicCheck(
                view, term.environment().config().topics(), term.environment().random());
        Set<String> twice = namedTwice(request);
        Map<String, CreatableTopicResult> results = new TreeMap<>();
        List<NewTopic.Allowed> allowed = new ArrayList<>();
        for (CreatableTopic topic : request.topics()) {
            NewTopic checked = twice.contains(topic.name())
                    ? new NewTopic.Refused(Errors.INVALID_REQUEST, "Found multiple entries for this topic.")
                    : check.check(topic);
            switch (checked) {
                case NewTopic.Allowed topicAllowed -> {
                    allowed.add(topicAllowed);
                    results.put(topic.name(), described(topicAllowed));
                }
                case NewTopic.Refused(Errors error, String message) ->
                    results.put(topic.name(), failed(topic.name(), error, message));
            }
        }
        if (request.validateOnly()) {
            results.values().forEach(result -> result.setTopicId(Uuid.ZERO_UUID));
            answer.complete(response(results));
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (NewTopic.Allowed topic : allowed) {
            all = all.thenCompose(_ -> create(topic)).thenAccept(exists -> {
                if (exists) {
                    String message = "Topic '" + topic.name() + "' already exists.";
                    results.put(topic.name(), failed(topic.name(), Errors.TOPIC_ALREADY_EXISTS, message));
                }
            });
        }
        return all.thenRun(() -> answerWhenLed(request.timeoutMs(), results, answer));
    }

    private void answerWhenLed(
            int timeoutMs,
            Map<String, CreatableTopicResult> results,
            CompletableFuture<CreateTopicsResponseData> answer) {
        List<String> created = results.values().stream()
                .filter(result -> result.errorCode() == Errors.NONE.code())
                .map(CreatableTopicResult::name)
                .toList();
        term.waitingAnswers().await(() -> created.stream().allMatch(this::led), timeoutMs, () -> {
            for (String topic : created) {
                if (!led(topic)) {
                    results.put(topic, failed(topic, Errors.REQUEST_TIMED_OUT, "not all partitions have a leader yet"));
                }
            }
            answer.complete(response(results));
        });
    }

    private boolean led(String topic) {
        return view.topic(topic).isPresent() && view.partitions(topic).stream().allMatch(view::led);
    }

    /** Creates a topic; true when somebody else has created one of that name. */
    private CompletableFuture<Boolean> create(NewTopic.Allowed topic) {
        TopicZnode znode = new TopicZnode(topic.id(), topic.replicas());
        CompletableFuture<Boolean> created = writeSettings(topic)
                .thenCompose(_ ->
                        term.session().create(ZnodePaths.topic(topic.name()), znode.encode(), Persistence.PERSISTENT))
                .thenApply(_ -> false);
        return PatientSession.except(created, Code.NODE_EXISTS, () -> createdByOther(topic))
                .thenCompose(exists -> {
                    log.info("topic {} {}", topic.name(), exists ? "exists already" : "created: " + topic.replicas());
                    return topics.load(List.of(topic.name()))
                            .thenCompose(_ -> leaders.first(view.partitions(topic.name()), "new partition"))
                            .thenApply(_ -> exists);
                });
    }

    /** What exists may be what was just written, before its answer was lost; the topic's id tells. */
    private CompletableFuture<Boolean> createdByOther(NewTopic.Allowed topic) {
        return term.session()
                .get(ZnodePaths.topic(topic.name()))
                .thenApply(found -> !topic.id()
                        .equals(TopicZnode.decode(topic.name(), found.data()).topicId()));
    }

    /** Settings without a topic are left from a creation that did not get further. */
    private CompletableFuture<Void> writeSettings(NewTopic.Allowed topic) {
        String path = ZnodePaths.topicConfig(topic.name());
        byte[] data = ConfigZnode.encode(topic.settings());
        CompletableFuture<Void> created =
                term.session().create(path, data, Persistence.PERSISTENT).thenApply(_ -> null);
        return PatientSession.except(
                created,
                Code.NODE_EXISTS,
                () -> term.session().set(path, data, Operation.ANY_VERSION).thenApply(_ -> null));
    }

    private static Set<String> namedTwice(CreateTopicsRequestData request) {
        Set<String> once = new TreeSet<>();
        Set<String> twice = new TreeSet<>();
        request.topics().forEach(topic -> {
            if (!once.add(topic.name())) {
                twice.add(topic.name());
            }
        });
        return twice;
    }

    private CreatableTopicResult described(NewTopic.Allowed topic) {
        List<CreatableTopicConfigs> configs = new ArrayList<>();
        for (ConfigEntry setting : term.environment().topicConfigs().describe(topic.settings())) {
            configs.add(new CreatableTopicConfigs()
                    .setName(setting.name())
                    .setValue(setting.value())
                    .setConfigSource(setting.set() ? OWN_SETTING : DEFAULT_SETTING));
        }
        return new CreatableTopicResult()
                .setName(topic.name())
                .setTopicId(topic.id())
                .setErrorMessage(null)
                .setNumPartitions(topic.replicas().size())
                .setReplicationFactor(
                        (short) topic.replicas().values().iterator().next().size())
                .setConfigs(configs);
    }

    static CreatableTopicResult failed(String topic, Errors error, String message) {
        return new CreatableTopicResult()
                .setName(topic)
                .setErrorCode(error.code())
                .setErrorMessage(message)
                .setConfigs(List.of());
    }

    private static CreateTopicsResponseData response(Map<String, CreatableTopicResult> results) {
        CreateTopicsResponseData response = new CreateTopicsResponseData();
        results.values().forEach(result -> response.topics().add(result.duplicate()));
        return response;
    }
}
