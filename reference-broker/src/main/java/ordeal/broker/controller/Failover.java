package ordeal.broker.controller;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import ordeal.broker.coordination.PartitionOrder;
import ordeal.broker.coordination.ZnodePaths;
import org.apache.kafka.common.TopicPartition;

/**
 * The beginning of a term. Watches are set before anything is read, so nothing is missed. Brokers hear who is alive before they hear
 * what to lead or follow; replicas that restarted unnoticed leave the ISRs before anybody hears of a leader; then everybody is told what
 * is, and then what is wrong is put right.
 */
final class Failover {
    private final ControllerTerm term;
    private final ClusterView view;
    private final LeaderChanges leaders;
    private final BrokerChanges brokers;
    private final TopicChanges topics;
    private final TopicDeletion deletion;

    Failover(
            ControllerTerm term,
            LeaderChanges leaders,
            BrokerChanges brokers,
            TopicChanges topics,
            TopicDeletion deletion) {
        this.term = term;
        this.view = term.view();
        this.leaders = leaders;
        this.brokers = brokers;
        this.topics = topics;
        this.deletion = deletion;
    }

    CompletableFuture<Void> run() {
        return watch().thenCompose(_ -> clear(ZnodePaths.LOG_DIR_EVENTS))
                .thenCompose(_ -> clear(ZnodePaths.ISR_CHANGES))
                .thenCompose(_ -> loadBrokers())
                .thenCompose(_ -> term.session().children(ZnodePaths.TOPICS))
                .thenCompose(topics::load)
                .thenCompose(_ -> topics.loadStates())
                .thenCompose(mzxids -> deletion.load().thenApply(_ -> mzxids))
                .thenCompose(this::announceBrokers)
                .thenCompose(leaders::withoutBounced)
                .thenRun(this::announceStates)
                .thenCompose(_ -> leaders.settle(view.partitions(), "new controller"))
                .thenCompose(_ -> leaders.first(view.partitions(), "new partition"))
                .thenCompose(_ -> deletion.resume());
    }

    private CompletableFuture<Void> watch() {
        return CompletableFuture.allOf(Stream.of(ZnodePaths.BROKER_IDS, ZnodePaths.TOPICS, ZnodePaths.DELETE_TOPICS)
                .map(path -> term.events().watch(path))
                .toArray(CompletableFuture[]::new));
    }

    /** Announcements that brokers of an older protocol left for the controller: all of it is about to be read anyway. */
    private CompletableFuture<Void> clear(String parent) {
        return term.session()
                .children(parent)
                .thenCompose(names -> CompletableFuture.allOf(names.stream()
                        .map(name -> term.writes().delete(parent + "/" + name))
                        .toArray(CompletableFuture[]::new)));
    }

    private CompletableFuture<Void> loadBrokers() {
        return brokers.read()
                .thenAccept(found -> found.values().forEach(broker -> {
                    view.putBroker(broker);
                    term.channels().open(broker);
                }));
    }

    /** The states of topics to be deleted are left alone. */
    private CompletableFuture<SortedMap<TopicPartition, Long>> announceBrokers(SortedMap<TopicPartition, Long> mzxids) {
        term.batch().metadata(view.registered(), List.of()).send();
        SortedMap<TopicPartition, Long> living = new TreeMap<>(PartitionOrder.BY_NAME);
        living.putAll(mzxids);
        living.keySet().removeIf(partition -> view.toBeDeleted(partition.topic()));
        return CompletableFuture.completedFuture(living);
    }

    private void announceStates() {
        ControlBatch batch = term.batch();
        for (TopicPartition partition : view.partitionsWithState()) {
            if (view.toBeDeleted(partition.topic())) {
                batch.metadata(view.registered(), List.of(partition));
            } else {
                batch.state(view.replicas(partition), partition, false);
            }
        }
        batch.send();
    }
}
