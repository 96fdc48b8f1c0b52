package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.PartitionOrder;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.coordination.PartitionStateJson;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.TopicZnode;
import ordeal.broker.coordination.UuidSource;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodePaths;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics and partitions that appear, or vanish without having been deleted by a controller. */
final class TopicChanges {
    private static final Logger log = LoggerFactory.getLogger(TopicChanges.class);

    private final ControllerTerm term;
    private final ClusterView view;
    private final LeaderChanges leaders;
    private final UuidSource ids;

    TopicChanges(ControllerTerm term, LeaderChanges leaders) {
        this.term = term;
        this.view = term.view();
        this.leaders = leaders;
        this.ids = new UuidSource(term.environment().random());
    }

    /** Reads which topics there are, and does what follows from the difference. */
    CompletableFuture<Void> refresh() {
        return term.session().children(ZnodePaths.TOPICS).thenCompose(names -> {
            TreeSet<String> vanished = new TreeSet<>(view.topics());
            names.forEach(vanished::remove);
            vanished.forEach(topic -> {
                log.warn("topic {} has vanished", topic);
                view.removeTopic(topic);
            });
            List<String> appeared =
                    names.stream().filter(name -> view.topic(name).isEmpty()).toList();
            return load(appeared).thenCompose(_ -> firstStates(appeared));
        });
    }

    /** Reads a topic's replicas again; partitions may have been added. */
    CompletableFuture<Void> refresh(String topic) {
        return view.topic(topic).isEmpty()
                ? CompletableFuture.completedFuture(null)
                : load(topic).thenCompose(_ -> firstStates(List.of(topic)));
    }

    /** Reads topics, and watches them. */
    CompletableFuture<Void> load(List<String> topics) {
        return CompletableFuture.allOf(topics.stream()
                .map(topic -> term.events().watch(ZnodePaths.topic(topic)).thenCompose(_ -> load(topic)))
                .toArray(CompletableFuture[]::new));
    }

    /** Reads the states of all partitions; the result is the transactions that last wrote them. */
    CompletableFuture<SortedMap<TopicPartition, Long>> loadStates() {
        SortedMap<TopicPartition, Long> mzxids = new TreeMap<>(PartitionOrder.BY_NAME);
        List<CompletableFuture<?>> reads = new ArrayList<>();
        for (String topic : view.topics()) {
            for (TopicPartition partition : view.partitions(topic)) {
                reads.add(term.session()
                        .find(ZnodePaths.state(partition))
                        .thenAccept(found -> found.ifPresent(znode -> {
                            view.putState(partition, mine(partition, znode));
                            mzxids.put(partition, znode.stat().mzxid());
                        })));
            }
        }
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).thenApply(_ -> mzxids);
    }

    private PartitionState mine(TopicPartition partition, Znode znode) {
        PartitionState state = PartitionStateJson.decode(partition, znode);
        if (state.controllerEpoch() > term.epoch()) {
            throw new ControllerMovedException(
                    "the state of " + partition + " was written in controller epoch " + state.controllerEpoch());
        }
        return state;
    }

    private CompletableFuture<Void> load(String topic) {
        return term.session().find(ZnodePaths.topic(topic)).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            Znode znode = found.get();
            TopicZnode decoded = TopicZnode.decode(topic, znode.data());
            if (decoded.topicId() != null) {
                view.putTopic(topic, decoded);
                return CompletableFuture.completedFuture(null);
            }
            TopicZnode named = decoded.withTopicId(ids.next());
            return term.writes()
                    .set(ZnodePaths.topic(topic), named.encode(), znode.stat().version())
                    .thenAccept(_ -> view.putTopic(topic, named))
                    .exceptionallyCompose(failed -> PatientSession.code(failed) == Code.BAD_VERSION
                                    || PatientSession.code(failed) == Code.NO_NODE
                            ? load(topic)
                            : CompletableFuture.failedFuture(PatientSession.cause(failed)));
        });
    }

    private CompletableFuture<Void> firstStates(List<String> topics) {
        return leaders.first(
                topics.stream()
                        .filter(topic -> !view.toBeDeleted(topic))
                        .flatMap(topic -> view.partitions(topic).stream())
                        .toList(),
                "new partition");
    }
}
