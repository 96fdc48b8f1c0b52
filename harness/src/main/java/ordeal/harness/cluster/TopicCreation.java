package ordeal.harness.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates topics in a cluster that has just come up, as any admin client would. */
public final class TopicCreation {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TopicCreation() {}

    /**
     * Creates topics and waits until the controller has said that they exist; they need not be led yet.
     *
     * @throws ClusterException when one of them could not be created within 30 s
     */
    public static void create(String bootstrapServers, List<NewTopic> topics)
            throws ClusterException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "ordeal-setup"))) {
            admin.createTopics(topics).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterException("The topics could not be created: " + e, e);
        }
    }
}
