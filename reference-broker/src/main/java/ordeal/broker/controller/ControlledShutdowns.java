package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ControlledShutdownRequestData;
import org.apache.kafka.common.message.ControlledShutdownResponseData;
import org.apache.kafka.common.message.ControlledShutdownResponseData.RemainingPartition;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a broker leave without a gap: its leaderships move first, and its replicas leave the ISRs. */
final class ControlledShutdowns {
    private static final Logger log = LoggerFactory.getLogger(ControlledShutdowns.class);
    private static final long ANY_EPOCH = -1;

    private final ControllerTerm term;
    private final ClusterView view;
    private final LeaderChanges leaders;
    private final ReplicationRules rules;

    ControlledShutdowns(ControllerTerm term, LeaderChanges leaders) {
        this.term = term;
        this.view = term.view();
        this.leaders = leaders;
        this.rules = term.environment().rules();
    }

    CompletableFuture<Void> handle(
            ControlledShutdownRequestData request, CompletableFuture<ControlledShutdownResponseData> answer) {
        int id = request.brokerId();
        Optional<LiveBroker> broker = view.broker(id);
        if (broker.isEmpty()) {
            answer.complete(new ControlledShutdownResponseData().setErrorCode(Errors.BROKER_NOT_AVAILABLE.code()));
            return CompletableFuture.completedFuture(null);
        }
        if (request.brokerEpoch() != ANY_EPOCH
                && request.brokerEpoch() < broker.get().epoch()) {
            term.environment()
                    .journal()
                    .record(new JournalEntry.RequestFenced(
                            "CONTROLLED_SHUTDOWN",
                            Errors.STALE_BROKER_EPOCH.name(),
                            "broker " + id + " sent broker epoch " + request.brokerEpoch() + ", registered is "
                                    + broker.get().epoch()));
            answer.complete(new ControlledShutdownResponseData().setErrorCode(Errors.STALE_BROKER_EPOCH.code()));
            return CompletableFuture.completedFuture(null);
        }
        log.info("broker {} wants to leave", id);
        view.markShuttingDown(id);
        List<TopicPartition> led = new ArrayList<>();
        List<TopicPartition> followed = new ArrayList<>();
        for (TopicPartition partition : view.partitionsOn(id)) {
            view.state(partition).ifPresent(state -> (state.leader() == id ? led : followed).add(partition));
        }
        led.removeIf(partition -> view.replicas(partition).size() == 1);
        return leaders.write(led, this::moved, "controlled shutdown")
                .thenAccept(this::tellMoved)
                .thenCompose(_ -> leaders.write(
                        followed,
                        (_, state) -> rules.withoutReplicas(state, Set.of(id), term.epoch()),
                        "controlled shutdown"))
                .thenAccept(changed -> tellLeft(id, followed, changed))
                .thenRun(() -> answer.complete(remaining(id, led)));
    }

    private Optional<PartitionState> moved(TopicPartition partition, PartitionState state) {
        return rules.electForShutdown(
                state, view.replicas(partition), view.registered(), view.shuttingDown(), term.epoch());
    }

    private void tellMoved(SortedMap<TopicPartition, PartitionState> changed) {
        ControlBatch batch = term.batch();
        changed.keySet().forEach(partition -> batch.state(view.replicas(partition), partition, false));
        batch.send();
    }

    private void tellLeft(int id, List<TopicPartition> followed, SortedMap<TopicPartition, PartitionState> changed) {
        ControlBatch batch = term.batch();
        changed.keySet()
                .forEach(partition -> batch.state(
                        view.replicas(partition).stream()
                                .filter(replica -> replica != id)
                                .toList(),
                        partition,
                        false));
        for (TopicPartition partition : followed) {
            view.state(partition).ifPresent(state -> batch.stop(id, partition, state.leaderEpoch(), false));
        }
        batch.send();
    }

    private ControlledShutdownResponseData remaining(int id, List<TopicPartition> led) {
        ControlledShutdownResponseData response = new ControlledShutdownResponseData();
        for (TopicPartition partition : led) {
            if (view.state(partition).map(PartitionState::leader).orElse(PartitionState.NO_LEADER) == id) {
                response.remainingPartitions()
                        .add(new RemainingPartition()
                                .setTopicName(partition.topic())
                                .setPartitionIndex(partition.partition()));
            }
        }
        return response;
    }
}
