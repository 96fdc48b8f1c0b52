package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.coordination.PartitionOrder;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodePaths;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brokers that appear, go, or bounce: come back under a new broker epoch before their absence was seen, which is an absence and a
 * return all the same.
 */
final class BrokerChanges {
    private static final Logger log = LoggerFactory.getLogger(BrokerChanges.class);

    private final ControllerTerm term;
    private final ClusterView view;
    private final LeaderChanges leaders;
    private final TopicDeletion deletion;

    BrokerChanges(ControllerTerm term, LeaderChanges leaders, TopicDeletion deletion) {
        this.term = term;
        this.view = term.view();
        this.leaders = leaders;
        this.deletion = deletion;
    }

    /** Reads who is registered, and does what follows from the difference. */
    CompletableFuture<Void> refresh() {
        return read().thenCompose(now -> {
            SortedSet<Integer> gone = new TreeSet<>(view.registered());
            gone.removeIf(id ->
                    now.containsKey(id) && now.get(id).epoch() == view.epochs().getOrDefault(id, -1L));
            List<LiveBroker> appeared = now.values().stream()
                    .filter(broker -> gone.contains(broker.id())
                            || view.broker(broker.id()).isEmpty())
                    .toList();
            return gone(gone).thenCompose(_ -> appeared(appeared));
        });
    }

    /** Who is registered, with a listener for other brokers. */
    CompletableFuture<SortedMap<Integer, LiveBroker>> read() {
        return term.session().children(ZnodePaths.BROKER_IDS).thenCompose(names -> {
            SortedMap<Integer, LiveBroker> found = new TreeMap<>();
            List<CompletableFuture<?>> reads = new ArrayList<>();
            for (String name : names) {
                int id = Integer.parseInt(name);
                reads.add(read(id).thenAccept(broker -> broker.ifPresent(live -> found.put(id, live))));
            }
            return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                    .thenApply(_ -> found);
        });
    }

    private CompletableFuture<Optional<LiveBroker>> read(int id) {
        return term.session().find(ZnodePaths.broker(id)).thenApply(found -> found.flatMap(znode -> live(id, znode)));
    }

    private Optional<LiveBroker> live(int id, Znode znode) {
        BrokerRegistration registration = BrokerRegistration.decode(id, znode.data());
        String listener = term.environment().config().peerListener().name();
        if (registration.endpoint(listener).isEmpty()) {
            log.warn("broker {} has no listener {}: it cannot be told anything", id, listener);
        }
        return registration
                .endpoint(listener)
                .map(peer -> new LiveBroker(id, znode.stat().czxid(), registration, peer));
    }

    private CompletableFuture<Void> gone(SortedSet<Integer> gone) {
        if (gone.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        log.info("brokers {} are gone", gone);
        TreeSet<TopicPartition> affected = new TreeSet<>(PartitionOrder.BY_NAME);
        gone.forEach(id -> affected.addAll(view.partitionsOn(id)));
        gone.forEach(id -> {
            view.removeBroker(id);
            term.channels().close(id);
        });
        deletion.onBrokersGone(gone);
        return leaders.settle(affected, "broker gone")
                .thenRun(
                        () -> term.batch().metadata(view.registered(), affected).send());
    }

    private CompletableFuture<Void> appeared(List<LiveBroker> appeared) {
        if (appeared.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Integer> ids = appeared.stream().map(LiveBroker::id).toList();
        log.info("brokers {} are there", ids);
        TreeSet<Integer> before = new TreeSet<>(view.registered());
        for (LiveBroker broker : appeared) {
            view.putBroker(broker);
            term.channels().open(broker);
        }
        term.batch()
                .metadata(before, List.of())
                .metadata(ids, view.partitionsWithState())
                .send();
        ControlBatch batch = term.batch();
        for (int id : ids) {
            for (TopicPartition partition : view.partitionsOn(id)) {
                if (view.state(partition).isPresent()) {
                    batch.state(List.of(id), partition, false);
                }
            }
        }
        batch.send();
        return leaders.settle(leaderless(), "broker there")
                .thenCompose(_ -> leaders.first(view.partitions(), "new partition"))
                .thenCompose(_ -> deletion.resume());
    }

    private List<TopicPartition> leaderless() {
        return view.partitions().stream()
                .filter(partition -> !view.led(partition))
                .toList();
    }
}
