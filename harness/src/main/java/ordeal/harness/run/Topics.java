package ordeal.harness.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.TopicCreation;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.ClusterView;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates a run's topics and waits until every partition is led with a full ISR. */
final class Topics {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_MS = 50;

    private Topics() {}

    static void create(RunSettings settings, String bootstrapServers, ClusterView view)
            throws ClusterException, InterruptedException {
        List<NewTopic> topics = settings.topics().names().stream()
                .map(name -> new NewTopic(name, Optional.of(settings.topics().partitions()), Optional.of((short)
                                settings.topics().replicationFactor()))
                        .configs(settings.topicConfig()))
                .toList();
        TopicCreation.create(bootstrapServers, topics);
        awaitLed(settings, view);
    }

    private static void awaitLed(RunSettings settings, ClusterView view) throws ClusterException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TIMEOUT.toNanos();
        int expected = settings.topics().count() * settings.topics().partitions();
        while (true) {
            ClusterState state = view.now();
            if (state.current() && state.partitions().size() >= expected && fullyInSync(state)) {
                return;
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new ClusterException("Not every partition had a leader and a full ISR within "
                        + TIMEOUT.toSeconds() + " s: " + state.partitions());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** Whether every partition has a leader and all its replicas in sync. */
    static boolean fullyInSync(ClusterState state) {
        return state.partitions().values().stream()
                .allMatch(partition -> partition.leader().isPresent()
                        && partition.isr().size() == partition.replicas().size());
    }
}
