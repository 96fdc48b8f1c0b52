package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** DescribeCluster and ElectLeaders while all is well. */
final class ClusterScenarios {
    private final Client client;

    ClusterScenarios(Client client) {
        this.client = client;
    }

    void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("the cluster describes itself", this::describesItself);
        scenarios.put("elections that are not needed are refused", this::refusesElections);
    }

    private void describesItself() throws Exception {
        try (Admin admin = client.admin()) {
            DescribeClusterResult cluster = admin.describeCluster();
            assertThat(Client.get(cluster.nodes())).extracting(Node::id).containsExactlyInAnyOrder(1, 2, 3);
            assertThat(Client.get(cluster.nodes())).contains(Client.get(cluster.controller()));
            assertThat(Client.get(cluster.clusterId())).hasSize(22);
        }
    }

    private void refusesElections() throws Exception {
        String topic = client.create(new NewTopic(client.topic("elected"), Map.of(0, List.of(2, 1, 3))));
        TopicPartition partition = new TopicPartition(topic, 0);
        TopicPartition unknown = new TopicPartition(topic, 1);
        try (Admin admin = client.admin()) {
            for (ElectionType type : ElectionType.values()) {
                Map<TopicPartition, Optional<Throwable>> results = Client.get(
                        admin.electLeaders(type, Set.of(partition, unknown)).partitions());
                assertThat(results.get(partition)).containsInstanceOf(ElectionNotNeededException.class);
                assertThat(results.get(unknown)).containsInstanceOf(UnknownTopicOrPartitionException.class);
            }
        }
    }
}
