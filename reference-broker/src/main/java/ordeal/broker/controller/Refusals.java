package ordeal.broker.controller;

import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.ControlledShutdownResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.protocol.Errors;

/** How each request is answered by a broker that is not the controller. */
final class Refusals {
    private static final short ERROR = Errors.NOT_CONTROLLER.code();

    private Refusals() {}

    static AlterPartitionResponseData alterPartition() {
        return new AlterPartitionResponseData().setErrorCode(ERROR);
    }

    static ControlledShutdownResponseData controlledShutdown() {
        return new ControlledShutdownResponseData().setErrorCode(ERROR);
    }

    static ElectLeadersResponseData electLeaders() {
        return new ElectLeadersResponseData().setErrorCode(ERROR);
    }

    static CreateTopicsResponseData createTopics(CreateTopicsRequestData request) {
        CreateTopicsResponseData response = new CreateTopicsResponseData();
        request.topics()
                .forEach(topic -> response.topics()
                        .add(TopicCreation.failed(
                                topic.name(), Errors.NOT_CONTROLLER, Errors.NOT_CONTROLLER.message())));
        return response;
    }

    static DeleteTopicsResponseData deleteTopics(DeleteTopicsRequestData request) {
        DeleteTopicsResponseData response = new DeleteTopicsResponseData();
        DeletionRequests.wanted(request)
                .forEach(topic -> response.responses()
                        .add(new DeletableTopicResult()
                                .setName(topic.name())
                                .setTopicId(topic.topicId())
                                .setErrorCode(ERROR)));
        return response;
    }
}
