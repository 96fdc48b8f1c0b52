package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.ZnodePaths;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.protocol.Errors;

/** Takes wishes to delete topics down, and answers when the topics are gone. */
final class DeletionRequests {
    private static final short DISABLED_HAS_AN_ERROR_SINCE = 3;

    private final ControllerTerm term;
    private final ClusterView view;
    private final TopicDeletion deletion;

    DeletionRequests(ControllerTerm term, TopicDeletion deletion) {
        this.term = term;
        this.view = term.view();
        this.deletion = deletion;
    }

    CompletableFuture<Void> handle(
            DeleteTopicsRequestData request, short version, CompletableFuture<DeleteTopicsResponseData> answer) {
        List<DeletableTopicResult> results = new ArrayList<>();
        List<DeletableTopicResult> accepted = new ArrayList<>();
        for (DeleteTopicState topic : wanted(request)) {
            DeletableTopicResult result = check(topic, version);
            results.add(result);
            if (result.errorCode() == Errors.NONE.code()) {
                accepted.add(result);
            }
        }
        return CompletableFuture.allOf(accepted.stream()
                        .map(result -> markForDeletion(result.name()))
                        .toArray(CompletableFuture[]::new))
                .thenCompose(_ -> deletion.resume())
                .thenRun(() -> term.waitingAnswers()
                        .await(
                                () -> accepted.stream()
                                        .allMatch(result ->
                                                view.topic(result.name()).isEmpty()),
                                request.timeoutMs(),
                                () -> answer.complete(response(results, accepted))));
    }

    /** All versions in the form of the newest. */
    static List<DeleteTopicState> wanted(DeleteTopicsRequestData request) {
        List<DeleteTopicState> wanted = new ArrayList<>(request.topics());
        request.topicNames().forEach(name -> wanted.add(new DeleteTopicState().setName(name)));
        return wanted;
    }

    private DeletableTopicResult check(DeleteTopicState topic, short version) {
        DeletableTopicResult result =
                new DeletableTopicResult().setName(topic.name()).setTopicId(topic.topicId());
        boolean byId = !topic.topicId().equals(Uuid.ZERO_UUID);
        if (!term.environment().config().topics().deleteEnabled()) {
            Errors error =
                    version < DISABLED_HAS_AN_ERROR_SINCE ? Errors.INVALID_REQUEST : Errors.TOPIC_DELETION_DISABLED;
            return result.setErrorCode(error.code());
        }
        if (byId == (topic.name() != null)) {
            return result.setErrorCode(Errors.INVALID_REQUEST.code())
                    .setErrorMessage("A topic must be named by its name or by its id, not both.");
        }
        Optional<String> name = byId
                ? view.topicName(topic.topicId())
                : Optional.of(topic.name()).filter(known -> view.topic(known).isPresent());
        if (name.isEmpty()) {
            Errors error = byId ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
            return result.setErrorCode(error.code()).setErrorMessage(error.message());
        }
        return result.setName(name.get()).setTopicId(view.topicId(name.get()));
    }

    private CompletableFuture<Void> markForDeletion(String topic) {
        return term.session()
                .ensure(ZnodePaths.deleteTopic(topic), new byte[0])
                .thenRun(() -> view.markForDeletion(topic));
    }

    private DeleteTopicsResponseData response(List<DeletableTopicResult> results, List<DeletableTopicResult> accepted) {
        DeleteTopicsResponseData response = new DeleteTopicsResponseData();
        for (DeletableTopicResult result : results) {
            if (accepted.contains(result) && view.topic(result.name()).isPresent()) {
                result.setErrorCode(Errors.REQUEST_TIMED_OUT.code());
            }
            response.responses().add(result);
        }
        return response;
    }
}
