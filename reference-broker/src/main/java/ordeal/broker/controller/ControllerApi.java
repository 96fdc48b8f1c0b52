package ordeal.broker.controller;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.ControlledShutdownRequestData;
import org.apache.kafka.common.message.ControlledShutdownResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;

/**
 * What the active controller does for others. Every answer says NOT_CONTROLLER when this broker is not the controller, or ceases to be
 * before it is done. The futures complete on the event loop and never fail.
 */
public interface ControllerApi {
    /** Whether this broker believes that it is the controller. */
    boolean active();

    /** A leader wants another ISR (KIP-497). */
    CompletableFuture<AlterPartitionResponseData> alterPartition(AlterPartitionRequestData request, short version);

    /** A broker wants to leave (its leaderships move first). */
    CompletableFuture<ControlledShutdownResponseData> controlledShutdown(
            ControlledShutdownRequestData request, short version);

    /** Creates topics; with {@code validateOnly}, only says what would happen. */
    CompletableFuture<CreateTopicsResponseData> createTopics(CreateTopicsRequestData request, short version);

    /** Deletes topics. */
    CompletableFuture<DeleteTopicsResponseData> deleteTopics(DeleteTopicsRequestData request, short version);

    /** Elects leaders: the preferred ones, or any live replica (unclean). */
    CompletableFuture<ElectLeadersResponseData> electLeaders(ElectLeadersRequestData request, short version);
}
