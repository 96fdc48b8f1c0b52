package ordeal.broker.controller;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.ZnodePaths;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.StopReplicaResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes topics: the wish for it is a znode; when all replicas are online, leadership ends, all replicas are told to stop and to
 * delete, and when all have done so the topic's znodes go, the wish last. A broker that goes meanwhile is told again when it is back.
 */
final class TopicDeletion {
    private static final Logger log = LoggerFactory.getLogger(TopicDeletion.class);

    private final ControllerTerm term;
    private final ClusterView view;
    private final LeaderChanges leaders;

    /** Topics being deleted, each with the brokers that have not yet said that their replicas are gone. */
    private final Map<String, SortedSet<Integer>> underWay = new TreeMap<>();

    TopicDeletion(ControllerTerm term, LeaderChanges leaders) {
        this.term = term;
        this.view = term.view();
        this.leaders = leaders;
    }

    /** Reads the wishes, and begins with what can be done. Where deletion is not allowed the wishes are removed. */
    CompletableFuture<Void> refresh() {
        return load().thenCompose(_ -> resume());
    }

    /** Reads the wishes. */
    CompletableFuture<Void> load() {
        return term.session().children(ZnodePaths.DELETE_TOPICS).thenCompose(names -> {
            boolean allowed = term.environment().config().topics().deleteEnabled();
            List<String> pointless = names.stream()
                    .filter(name -> !allowed || view.topic(name).isEmpty())
                    .toList();
            names.stream().filter(name -> !pointless.contains(name)).forEach(view::markForDeletion);
            return CompletableFuture.allOf(pointless.stream()
                    .map(name -> term.writes().delete(ZnodePaths.deleteTopic(name)))
                    .toArray(CompletableFuture[]::new));
        });
    }

    /** Begins with every topic to be deleted whose replicas are all online. */
    CompletableFuture<Void> resume() {
        List<String> ready = view.topicsToBeDeleted().stream()
                .filter(topic -> !underWay.containsKey(topic))
                .filter(topic -> view.online().containsAll(brokersOf(topic)))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (String topic : ready) {
            all = all.thenCompose(_ -> begin(topic));
        }
        return all;
    }

    /** Brokers that are gone will not answer: what they were asked is asked again when they are back. */
    void onBrokersGone(Collection<Integer> gone) {
        underWay.keySet().removeIf(topic -> brokersOf(topic).stream().anyMatch(gone::contains));
    }

    private CompletableFuture<Void> begin(String topic) {
        log.info("deleting topic {}", topic);
        List<TopicPartition> partitions = view.partitions(topic);
        underWay.put(topic, new TreeSet<>(brokersOf(topic)));
        return leaders.write(partitions, (_, state) -> leaderless(state), "topic deletion")
                .thenCompose(_ -> {
                    stop(partitions);
                    delete(topic, partitions);
                    return finishIfDone(topic);
                });
    }

    private Optional<PartitionState> leaderless(PartitionState state) {
        return state.leader() == PartitionState.NO_LEADER
                ? Optional.empty()
                : Optional.of(new PartitionState(
                        PartitionState.NO_LEADER,
                        state.leaderEpoch() + 1,
                        state.isr(),
                        term.epoch(),
                        state.recovering(),
                        state.partitionEpoch()));
    }

    private void stop(List<TopicPartition> partitions) {
        ControlBatch batch = term.batch().metadata(view.registered(), partitions);
        for (TopicPartition partition : partitions) {
            int leaderEpoch = view.state(partition)
                    .map(PartitionState::leaderEpoch)
                    .orElse(ControlMessages.EPOCH_DURING_DELETION);
            view.replicas(partition).forEach(id -> batch.stop(id, partition, leaderEpoch, false));
        }
        batch.send();
    }

    private void delete(String topic, List<TopicPartition> partitions) {
        ControlBatch batch = term.batch();
        for (TopicPartition partition : partitions) {
            view.replicas(partition)
                    .forEach(id -> batch.stop(id, partition, ControlMessages.EPOCH_DURING_DELETION, true));
        }
        batch.onStopped((broker, answer) ->
                        term.events().add("replicas of " + topic + " deleted", () -> onDeleted(topic, broker, answer)))
                .send();
    }

    private CompletableFuture<Void> onDeleted(String topic, int broker, StopReplicaResponseData answer) {
        SortedSet<Integer> left = underWay.get(topic);
        if (left == null) {
            return CompletableFuture.completedFuture(null);
        }
        boolean failed = answer.errorCode() != Errors.NONE.code()
                || answer.partitionErrors().stream().anyMatch(error -> error.errorCode() != Errors.NONE.code());
        if (failed) {
            log.warn("broker {} cannot delete its replicas of {}: {}", broker, topic, answer);
            underWay.remove(topic);
            return CompletableFuture.completedFuture(null);
        }
        left.remove(broker);
        return finishIfDone(topic);
    }

    private CompletableFuture<Void> finishIfDone(String topic) {
        SortedSet<Integer> left = underWay.get(topic);
        if (left == null || !left.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return deleteTree(ZnodePaths.topic(topic))
                .thenCompose(_ -> term.writes().delete(ZnodePaths.topicConfig(topic)))
                .thenCompose(_ -> term.writes().delete(ZnodePaths.deleteTopic(topic)))
                .thenRun(() -> {
                    log.info("topic {} is deleted", topic);
                    underWay.remove(topic);
                    view.removeTopic(topic);
                });
    }

    private CompletableFuture<Void> deleteTree(String path) {
        CompletableFuture<Void> deleted = term.session()
                .children(path)
                .thenCompose(names -> CompletableFuture.allOf(names.stream()
                        .map(name -> deleteTree(path + "/" + name))
                        .toArray(CompletableFuture[]::new)))
                .thenCompose(_ -> term.writes().delete(path));
        return PatientSession.except(deleted, Code.NO_NODE, () -> CompletableFuture.completedFuture(null));
    }

    private SortedSet<Integer> brokersOf(String topic) {
        SortedSet<Integer> brokers = new TreeSet<>();
        view.partitions(topic).forEach(partition -> brokers.addAll(view.replicas(partition)));
        return brokers;
    }
}
