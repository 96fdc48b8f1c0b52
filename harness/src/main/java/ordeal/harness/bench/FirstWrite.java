package ordeal.harness.bench;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ordeal.harness.cluster.ClusterException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that is there before the cluster is, and tries until its record is acknowledged by every replica of a new topic. */
final class FirstWrite implements AutoCloseable {
    private static final String TOPIC = "first";
    private static final int PATIENCE_S = 60;

    private final KafkaProducer<byte[], byte[]> producer;

    FirstWrite(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "client.id",
                        "ordeal-first-write",
                        "acks",
                        "all",
                        "reconnect.backoff.ms",
                        20,
                        "reconnect.backoff.max.ms",
                        20,
                        "retry.backoff.ms",
                        20,
                        "retry.backoff.max.ms",
                        20,
                        "max.block.ms",
                        PATIENCE_S * 1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends and waits for the acknowledgement. */
    void await() throws ClusterException, InterruptedException {
        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(TOPIC, new byte[] {1}));
        try {
            sent.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterException("No record was acknowledged within " + PATIENCE_S + " s: " + e, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
