package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** InitProducerId: idempotent producers get ids, transactional ones are told that there are no transactions. */
final class ProducerIdScenarios {
    private final Client client;

    ProducerIdScenarios(Client client) {
        this.client = client;
    }

    void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("idempotent producers do not disturb each other", this::servesIdempotentProducers);
        scenarios.put("a transactional producer is refused, and others are served", this::refusesTransactions);
    }

    private void servesIdempotentProducers() throws Exception {
        String topic = client.create("idempotent", 1, Map.of());
        List<ProducerRecord<byte[], byte[]>> records = Records.series(topic, 0, 10);
        try (KafkaProducer<byte[], byte[]> one = client.producer(Map.of());
                KafkaProducer<byte[], byte[]> other = client.producer(Map.of())) {
            for (int round = 0; round < 3; round++) {
                client.send(one, records);
                client.send(other, records);
            }
        }
    }

    private void refusesTransactions() throws Exception {
        String topic = client.create("no-transactions", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer =
                client.producer(Map.of("transactional.id", client.topic("tx"), "max.block.ms", 5000))) {
            assertThatThrownBy(producer::initTransactions)
                    .isInstanceOf(UnsupportedVersionException.class)
                    .hasMessageContaining("FIND_COORDINATOR");
        }
        assertThat(client.send(Records.series(topic, 0, 2))).hasSize(2);
    }
}
