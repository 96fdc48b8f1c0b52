package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** DeleteTopics. */
final class DeletionScenarios {
    private final Client client;

    DeletionScenarios(Client client) {
        this.client = client;
    }

    void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("a deleted topic is gone, and may come again under its name", this::deletesAndCreatesAgain);
        scenarios.put("a topic is deleted by its id", this::deletesById);
        scenarios.put("a producer that outlives its topic is told so", this::tellsProducers);
        scenarios.put("topics that are not there cannot be deleted", this::refusesUnknownTopics);
    }

    private void delete(Admin admin, String topic) throws Exception {
        client.forget(topic);
        Client.get(admin.deleteTopics(List.of(topic)).all());
        awaitGone(admin, topic);
    }

    private static void awaitGone(Admin admin, String topic) throws Exception {
        Eventually.holds(topic + " is gone", () -> Client.describe(admin, topic).isEmpty());
    }

    private void deletesAndCreatesAgain() throws Exception {
        String topic = client.create("mortal", 2, Map.of("max.message.bytes", "50000"));
        TopicPartition partition = new TopicPartition(topic, 0);
        client.send(Records.series(topic, 0, 30));
        try (Admin admin = client.admin()) {
            for (int life = 0; life < 3; life++) {
                Uuid before = Client.describe(admin, topic).orElseThrow().topicId();
                delete(admin, topic);
                assertThat(Client.get(admin.listTopics().names())).doesNotContain(topic);
                client.create("mortal", 2, Map.of());
                assertThat(Client.describe(admin, topic).orElseThrow().topicId())
                        .isNotEqualTo(before);
                List<RecordMetadata> sent = client.send(Records.series(topic, 0, 3));
                assertThat(sent).extracting(RecordMetadata::offset).containsExactly(0L, 1L, 2L);
                try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
                    assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 3L);
                }
            }
        }
    }

    private void deletesById() throws Exception {
        String topic = client.create("mortal-by-id", 1, Map.of());
        try (Admin admin = client.admin()) {
            Uuid id = Client.describe(admin, topic).orElseThrow().topicId();
            Client.get(
                    admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all());
            awaitGone(admin, topic);
            assertThat(Client.failureOf(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id)))
                            .all()))
                    .isInstanceOf(UnknownTopicIdException.class);
        }
    }

    private void tellsProducers() throws Exception {
        String topic = client.create("outlived", 2, Map.of());
        try (Admin admin = client.admin();
                KafkaProducer<byte[], byte[]> producer = client.producer(Map.of(
                        "enable.idempotence", "false",
                        "delivery.timeout.ms", 5_000,
                        "request.timeout.ms", 4_000,
                        "max.block.ms", 5_000))) {
            client.send(producer, Records.series(topic, 1, 1));
            delete(admin, topic);
            // Asking for the topic creates it anew, but with one partition only.
            assertThat(Client.failureOf(producer.send(Records.record(topic, 1, new byte[1]))))
                    .isInstanceOf(RetriableException.class);
        }
    }

    private void refusesUnknownTopics() throws Exception {
        try (Admin admin = client.admin()) {
            assertThat(Client.failureOf(admin.deleteTopics(List.of(client.topic("never-was")))
                            .all()))
                    .isInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(Client.failureOf(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(new Uuid(7, 7))))
                            .all()))
                    .isInstanceOf(UnknownTopicIdException.class);
        }
    }
}
