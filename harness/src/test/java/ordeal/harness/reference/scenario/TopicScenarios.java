package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;

/** CreateTopics and Metadata. */
final class TopicScenarios {
    private static final CreateTopicsOptions VALIDATE_ONLY = new CreateTopicsOptions().validateOnly(true);

    private final Client client;

    TopicScenarios(Client client) {
        this.client = client;
    }

    void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("a topic is created and described", this::createsAndDescribes);
        scenarios.put("a topic is created with the replicas that were asked for", this::createsWithAssignment);
        scenarios.put("topics that cannot be are refused, each with its own error", this::refusesTopics);
        scenarios.put("a topic that is only validated is not created", this::validatesOnly);
        scenarios.put("asking for a topic creates it when the client lets it", this::createsOnDemand);
        scenarios.put("an unknown topic stays unknown when the client wants it so", this::createsNothingUnasked);
        scenarios.put("a topic that cannot be named is refused in metadata", this::refusesNames);
    }

    private static NewTopic topic(String name, int partitions, int factor) {
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) factor));
    }

    private void createsAndDescribes() throws Exception {
        String name = client.topic("created");
        try (Admin admin = client.admin()) {
            CreateTopicsResult created =
                    admin.createTopics(List.of(topic(name, 4, 3).configs(Map.of("segment.bytes", "1048576"))));
            Uuid id = Client.get(created.topicId(name));
            assertThat(id).isNotEqualTo(Uuid.ZERO_UUID);
            assertThat(Client.get(created.numPartitions(name))).isEqualTo(4);
            assertThat(Client.get(created.replicationFactor(name))).isEqualTo(3);
            assertThat(Client.get(created.config(name)).get("segment.bytes").value())
                    .isEqualTo("1048576");
            client.awaitInSync(name);
            TopicDescription description = Client.describe(admin, name).orElseThrow();
            assertThat(description.topicId()).isEqualTo(id);
            assertThat(description.partitions())
                    .extracting(TopicPartitionInfo::partition)
                    .containsExactly(0, 1, 2, 3);
            assertThat(description.partitions())
                    .allSatisfy(partition -> assertThat(partition.leader())
                            .isEqualTo(partition.replicas().getFirst()));
            assertThat(Client.get(admin.describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                            .allTopicIds()))
                    .containsOnlyKeys(id);
            assertThat(Client.failureOf(admin.describeTopics(TopicCollection.ofTopicIds(List.of(new Uuid(7, 7))))
                            .allTopicIds()))
                    .isInstanceOf(UnknownTopicIdException.class);
            assertThat(Client.get(admin.listTopics().names())).contains(name);
        }
    }

    private void createsWithAssignment() throws Exception {
        String name = client.create(
                new NewTopic(client.topic("assigned"), Map.of(0, List.of(2, 1), 1, List.of(3, 2), 2, List.of(1, 3))));
        try (Admin admin = client.admin()) {
            assertThat(Client.describe(admin, name).orElseThrow().partitions())
                    .extracting(partition ->
                            partition.replicas().stream().map(Node::id).toList())
                    .containsExactly(List.of(2, 1), List.of(3, 2), List.of(1, 3));
        }
    }

    private void refusesTopics() throws Exception {
        String existing = client.create("existing.topic", 1, Map.of());
        Map<NewTopic, Class<? extends Exception>> refused = Map.ofEntries(
                Map.entry(topic(existing, 1, 1), TopicExistsException.class),
                Map.entry(topic(client.topic("existing_topic"), 1, 1), InvalidTopicException.class),
                Map.entry(topic(client.topic("not/a/name"), 1, 1), InvalidTopicException.class),
                Map.entry(topic(client.topic("four-replicas"), 1, 4), InvalidReplicationFactorException.class),
                Map.entry(topic(client.topic("no-replicas"), 1, 0), InvalidReplicationFactorException.class),
                Map.entry(topic(client.topic("no-partitions"), 0, 1), InvalidPartitionsException.class),
                Map.entry(
                        topic(client.topic("unknown-setting"), 1, 1).configs(Map.of("no.such.setting", "1")),
                        InvalidConfigurationException.class),
                Map.entry(
                        topic(client.topic("bad-setting"), 1, 1).configs(Map.of("min.insync.replicas", "0")),
                        InvalidConfigurationException.class),
                Map.entry(
                        new NewTopic(client.topic("unknown-broker"), Map.of(0, List.of(1, 9))),
                        InvalidReplicaAssignmentException.class),
                Map.entry(
                        new NewTopic(client.topic("same-broker-twice"), Map.of(0, List.of(1, 1))),
                        InvalidReplicaAssignmentException.class),
                Map.entry(
                        new NewTopic(client.topic("partition-left-out"), Map.of(0, List.of(1), 2, List.of(1))),
                        InvalidReplicaAssignmentException.class));
        try (Admin admin = client.admin()) {
            for (boolean onlyValidated : List.of(true, false)) {
                CreateTopicsResult result =
                        admin.createTopics(refused.keySet(), new CreateTopicsOptions().validateOnly(onlyValidated));
                refused.forEach((topic, error) -> assertThat(Client.failureOf(Client.of(result.values(), topic.name())))
                        .as(topic.name())
                        .isInstanceOf(error));
            }
            assertThat(Client.get(admin.listTopics().names()))
                    .filteredOn(name -> refused.keySet().stream()
                            .anyMatch(topic -> topic.name().equals(name)))
                    .containsExactly(existing);
        }
    }

    private void validatesOnly() throws Exception {
        String name = client.topic("validated");
        try (Admin admin = client.admin()) {
            CreateTopicsResult result = admin.createTopics(List.of(topic(name, 2, 3)), VALIDATE_ONLY);
            Client.get(result.all());
            assertThat(Client.get(result.numPartitions(name))).isEqualTo(2);
            assertThat(Client.describe(admin, name)).isEmpty();
        }
        client.create("validated", 2, Map.of());
    }

    private void createsOnDemand() {
        String name = client.topic("demanded");
        try (KafkaProducer<byte[], byte[]> producer = client.producer(Map.of())) {
            List<PartitionInfo> partitions = producer.partitionsFor(name);
            assertThat(partitions)
                    .singleElement()
                    .satisfies(partition -> assertThat(partition.replicas()).hasSize(3));
        }
    }

    private void createsNothingUnasked() throws Exception {
        String name = client.topic("undemanded");
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
            assertThat(consumer.partitionsFor(name)).isEmpty();
            assertThat(consumer.listTopics()).doesNotContainKey(name);
        }
        try (Admin admin = client.admin()) {
            assertThat(Client.describe(admin, name)).isEmpty();
        }
    }

    private void refusesNames() {
        try (KafkaProducer<byte[], byte[]> producer = client.producer(Map.of())) {
            assertThatThrownBy(() -> producer.partitionsFor(client.topic("not/a/name")))
                    .isInstanceOf(InvalidTopicException.class);
        }
    }
}
