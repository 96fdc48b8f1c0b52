package ordeal.broker.replication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionRequestData.BrokerState;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.AlterPartitionResponseData.PartitionData;
import org.apache.kafka.common.message.AlterPartitionResponseData.TopicData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of ISRs on their way to the controller: one AlterPartition at a time with everything that is waiting, sent again until the
 * controller has answered for each of them, whoever is the controller by then.
 */
final class IsrProposals {
    private static final Logger LOG = LoggerFactory.getLogger(IsrProposals.class);
    private static final long RETRY_MS = 50;

    private final Surroundings around;
    private final Map<TopicPartition, IsrProposal> waiting = new LinkedHashMap<>();
    private @Nullable PeerChannel channel;
    private @Nullable PeerAddress channelTo;
    private boolean busy;

    IsrProposals(Surroundings around) {
        this.around = around;
    }

    /** Takes a change; a later one of the same partition replaces it. */
    void submit(IsrProposal change) {
        waiting.put(change.partition().id(), change);
        if (!busy) {
            busy = true;
            around.loop().execute(this::send); // whatever else this turn of the loop submits goes with it
        }
    }

    private void send() {
        waiting.values().removeIf(change -> !change.stillWanted());
        if (waiting.isEmpty()) {
            busy = false;
            return;
        }
        Optional<PeerAddress> controller = around.peers().controller();
        if (controller.isEmpty()) {
            retry("no controller is known");
            return;
        }
        List<IsrProposal> sent = List.copyOf(waiting.values());
        channelTo(controller.get())
                .send(
                        request(sent),
                        around.config().controller().socketTimeoutMs(),
                        response -> onResponse(sent, response));
    }

    private PeerChannel channelTo(PeerAddress controller) {
        if (channel == null || !controller.equals(channelTo)) {
            if (channel != null) {
                channel.close();
            }
            channel = around.transport().open(controller);
            channelTo = controller;
        }
        return channel;
    }

    private void retry(String reason) {
        LOG.debug("asking for {} ISRs again: {}", waiting.size(), reason);
        around.loop().schedule(RETRY_MS, this::send);
    }

    private AlterPartitionRequestData request(List<IsrProposal> changes) {
        Map<Uuid, AlterPartitionRequestData.TopicData> topics = new LinkedHashMap<>();
        for (IsrProposal change : changes) {
            topics.computeIfAbsent(
                            change.partition().topicId(),
                            id -> new AlterPartitionRequestData.TopicData().setTopicId(id))
                    .partitions()
                    .add(new AlterPartitionRequestData.PartitionData()
                            .setPartitionIndex(change.partition().id().partition())
                            .setLeaderEpoch(change.leaderEpoch())
                            .setPartitionEpoch(change.partitionEpoch())
                            .setNewIsrWithEpochs(change.isr().stream()
                                    .map(id -> new BrokerState().setBrokerId(id).setBrokerEpoch(change.epochOf(id)))
                                    .toList()));
        }
        return new AlterPartitionRequestData()
                .setBrokerId(around.brokerId())
                .setBrokerEpoch(around.brokerEpoch().getAsLong())
                .setTopics(new ArrayList<>(topics.values()));
    }

    private void onResponse(List<IsrProposal> sent, PeerResponse response) {
        switch (response) {
            case PeerResponse.Failed(String reason) -> retry(reason);
            case PeerResponse.Answered(var body) -> {
                AlterPartitionResponseData data = (AlterPartitionResponseData) body;
                Errors error = Errors.forCode(data.errorCode());
                if (error != Errors.NONE) {
                    retry("the controller says " + error);
                    return;
                }
                boolean again = take(sent, data);
                if (again) {
                    retry("some were not answered for good");
                } else {
                    send();
                }
            }
        }
    }

    /** Hands the answers over; returns whether some partition must ask again. */
    private boolean take(List<IsrProposal> sent, AlterPartitionResponseData data) {
        boolean again = false;
        for (IsrProposal change : sent) {
            Optional<PartitionData> answer = answerFor(change, data);
            if (answer.isEmpty() || retriable(Errors.forCode(answer.get().errorCode()))) {
                again = true;
                continue;
            }
            waiting.remove(change.partition().id(), change);
            if (change.stillWanted()) {
                tell(change, answer.get());
            }
        }
        return again;
    }

    private static Optional<PartitionData> answerFor(IsrProposal change, AlterPartitionResponseData data) {
        for (TopicData topic : data.topics()) {
            if (topic.topicId().equals(change.partition().topicId())) {
                for (PartitionData partition : topic.partitions()) {
                    if (partition.partitionIndex() == change.partition().id().partition()) {
                        return Optional.of(partition);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static void tell(IsrProposal change, PartitionData answer) {
        PartitionLeader leader = change.partition().leader().orElseThrow();
        Errors error = Errors.forCode(answer.errorCode());
        if (error != Errors.NONE) {
            leader.isr().refused(error);
        } else if (answer.leaderEpoch() == change.leaderEpoch()) {
            leader.isr().committed(answer.isr(), answer.partitionEpoch());
        }
    }

    /** Whether an error says nothing about the change itself. */
    private static boolean retriable(Errors error) {
        return switch (error) {
            case NONE,
                    INELIGIBLE_REPLICA,
                    OPERATION_NOT_ATTEMPTED,
                    FENCED_LEADER_EPOCH,
                    INVALID_UPDATE_VERSION,
                    UNKNOWN_TOPIC_OR_PARTITION,
                    UNKNOWN_TOPIC_ID,
                    INVALID_REQUEST -> false;
            default -> true;
        };
    }
}
