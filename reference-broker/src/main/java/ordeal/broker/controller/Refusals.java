package ordeal.broker.controller;

import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.ControlledShutdownResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.ElectLeadersResponseData.PartitionResult;
import org.apache.kafka.common.message.ElectLeadersResponseData.ReplicaElectionResult;
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

    /** The oldest version has no place for an error of the whole request. */
    static ElectLeadersResponseData electLeaders(ElectLeadersRequestData request, short version) {
        if (version > 0) {
            return new ElectLeadersResponseData().setErrorCode(ERROR);
        }
        ElectLeadersResponseData response = new ElectLeadersResponseData();
        if (request.topicPartitions() != null) {
            request.topicPartitions()
                    .forEach(topic -> response.replicaElectionResults()
                            .add(new ReplicaElectionResult()
                                    .setTopic(topic.topic())
                                    .setPartitionResult(topic.partitions().stream()
                                            .map(partition -> new PartitionResult()
                                                    .setPartitionId(partition)
                                                    .setErrorCode(ERROR))
                                            .toList())));
        }
        return response;
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
