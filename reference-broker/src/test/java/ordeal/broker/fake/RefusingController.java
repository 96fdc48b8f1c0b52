package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.controller.ControllerApi;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.ControlledShutdownRequestData;
import org.apache.kafka.common.message.ControlledShutdownResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.protocol.Errors;

/** A controller that answers every topic with one error, and everything else with NOT_CONTROLLER. */
public final class RefusingController implements ControllerApi {
    private final List<CreateTopicsRequestData> created = new ArrayList<>();
    private boolean active;
    private Errors answer = Errors.NOT_CONTROLLER;

    /** Makes it believe that it is the controller, and answer creations with this from now on. */
    public void answerCreations(Errors error) {
        active = true;
        answer = error;
    }

    /** What it was asked to create. */
    public List<CreateTopicsRequestData> created() {
        return created;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public CompletableFuture<AlterPartitionResponseData> alterPartition(
            AlterPartitionRequestData request, short version) {
        return CompletableFuture.completedFuture(
                new AlterPartitionResponseData().setErrorCode(Errors.NOT_CONTROLLER.code()));
    }

    @Override
    public CompletableFuture<ControlledShutdownResponseData> controlledShutdown(
            ControlledShutdownRequestData request, short version) {
        return CompletableFuture.completedFuture(
                new ControlledShutdownResponseData().setErrorCode(Errors.NOT_CONTROLLER.code()));
    }

    @Override
    public CompletableFuture<CreateTopicsResponseData> createTopics(CreateTopicsRequestData request, short version) {
        created.add(request);
        CreateTopicsResponseData response = new CreateTopicsResponseData();
        request.topics()
                .forEach(topic -> response.topics()
                        .add(new CreatableTopicResult().setName(topic.name()).setErrorCode(answer.code())));
        return CompletableFuture.completedFuture(response);
    }

    @Override
    public CompletableFuture<DeleteTopicsResponseData> deleteTopics(DeleteTopicsRequestData request, short version) {
        return CompletableFuture.completedFuture(new DeleteTopicsResponseData());
    }

    @Override
    public CompletableFuture<ElectLeadersResponseData> electLeaders(ElectLeadersRequestData request, short version) {
        return CompletableFuture.completedFuture(new ElectLeadersResponseData());
    }
}
