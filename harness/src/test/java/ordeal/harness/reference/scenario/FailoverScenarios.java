package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PreferredLeaderNotAvailableException;
import org.apache.kafka.common.errors.TimeoutException;

/** What clients see of the death of a broker that led, and of its return. Ten records are sent in each of the three stages. */
final class FailoverScenarios {
    private static final int STAGE = 10;

    private final Client client;
    private final int victim;
    private final TopicPartition moving;
    private final TopicPartition strict;
    private final String doomed;
    private final List<KafkaConsumer<byte[], byte[]>> followers = new ArrayList<>();

    FailoverScenarios(Client client, int victim) {
        this.client = client;
        this.victim = victim;
        this.moving = new TopicPartition(client.topic("moving"), 0);
        this.strict = new TopicPartition(client.topic("strict"), 0);
        this.doomed = client.topic("doomed");
    }

    void addPreparationsTo(Map<String, Scenario> scenarios) {
        scenarios.put("the victim leads", this::prepare);
    }

    void addDeadTo(Map<String, Scenario> scenarios) {
        scenarios.put("another leader takes over and takes records", () -> takesRecordsElsewhere(1));
        scenarios.put("a consumer goes on where it was", () -> goesOn(1));
        scenarios.put("positions are validated by their epochs", this::validatesPositions);
        scenarios.put("acks=all needs more replicas than there are", this::refusesWithoutReplicas);
        scenarios.put("records that too few replicas hold are not shown", this::hidesUncommittedRecords);
        scenarios.put("a topic cannot have more replicas than live brokers", this::refusesReplicas);
        scenarios.put("a dead broker cannot be made the leader", this::refusesDeadLeader);
        scenarios.put("a topic on a dead broker is not gone yet", this::beginsDeletion);
        scenarios.put("the cluster describes what is left of it", () -> describes(2));
    }

    void addBackTo(Map<String, Scenario> scenarios) {
        scenarios.put("every replica is in sync again", this::inSyncAgain);
        scenarios.put("leadership returns when it is asked to", this::electsPreferredLeader);
        scenarios.put("the leader of old takes records", () -> takesRecordsElsewhere(2));
        scenarios.put("the consumer goes on where it was, again", () -> goesOn(2));
        scenarios.put("acks=all has the replicas that it needs, and all is shown", this::commitsAgain);
        scenarios.put("the topic is gone at last", this::endsDeletion);
        scenarios.put("the cluster describes itself whole", () -> describes(3));
    }

    private void prepare() throws Exception {
        List<Integer> others =
                List.of(1, 2, 3).stream().filter(id -> id != victim).toList();
        Map<Integer, List<Integer>> replicas = Map.of(0, List.of(victim, others.get(0), others.get(1)));
        client.create(new NewTopic(moving.topic(), replicas));
        client.create(new NewTopic(strict.topic(), replicas).configs(Map.of("min.insync.replicas", "3")));
        client.create(new NewTopic(doomed, replicas));
        client.send(Records.series(strict.topic(), 0, STAGE));
        client.send(Records.series(moving.topic(), 0, STAGE));
        KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of());
        followers.add(consumer);
        consumer.assign(List.of(moving));
        consumer.seek(moving, 0);
        assertThat(Records.read(consumer, STAGE))
                .extracting(ConsumerRecord::leaderEpoch)
                .containsOnly(Optional.of(0));
    }

    private TopicPartitionInfo state(Admin admin, TopicPartition partition) throws Exception {
        return Client.describe(admin, partition.topic())
                .orElseThrow()
                .partitions()
                .getFirst();
    }

    private static int leader(TopicPartitionInfo state) {
        Node leader = state.leader();
        return leader == null ? -1 : leader.id();
    }

    private void takesRecordsElsewhere(int stage) throws Exception {
        try (Admin admin = client.admin()) {
            Eventually.holds(
                    "the leadership has moved",
                    () -> stage == 1
                            ? leader(state(admin, moving)) != victim
                                    && state(admin, moving).isr().size() == 2
                                    && state(admin, strict).isr().size() == 2
                            : leader(state(admin, moving)) == victim);
        }
        assertThat(client.send(Records.series(moving.topic(), 0, STAGE)))
                .first()
                .satisfies(first -> assertThat(first.offset()).isEqualTo((long) stage * STAGE));
    }

    private void goesOn(int stage) {
        List<ConsumerRecord<byte[], byte[]>> read = Records.read(followers.getFirst(), STAGE);
        assertThat(Records.offsets(read))
                .isEqualTo(LongStream.range((long) stage * STAGE, (stage + 1L) * STAGE)
                        .boxed()
                        .toList());
        assertThat(read)
                .allSatisfy(
                        record -> assertThat(record.leaderEpoch().orElseThrow()).isGreaterThanOrEqualTo(stage));
        if (stage == 2) {
            followers.getFirst().close();
        }
    }

    /** Epoch 0 ended at offset 10: an offset beyond it that claims to be of epoch 0 is of a log that is no more. */
    private void validatesPositions() {
        OffsetAndMetadata within = new OffsetAndMetadata(5, Optional.of(0), "");
        OffsetAndMetadata beyond = new OffsetAndMetadata(15, Optional.of(0), "");
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
            consumer.assign(List.of(moving));
            consumer.seek(moving, within);
            assertThat(Records.read(consumer, 1).getFirst().offset()).isEqualTo(5);
            consumer.seek(moving, beyond);
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            LogTruncationException.class,
                            truncation -> assertThat(Client.of(truncation.divergentOffsets(), moving)
                                            .offset())
                                    .isEqualTo(STAGE));
        }
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of("auto.offset.reset", "latest"))) {
            consumer.assign(List.of(moving));
            consumer.seek(moving, beyond);
            assertThat(Records.read(consumer, 1).getFirst().offset()).isEqualTo(STAGE);
        }
    }

    private void refusesWithoutReplicas() {
        try (KafkaProducer<byte[], byte[]> producer =
                client.producer(Map.of("enable.idempotence", "false", "retries", 0))) {
            assertThat(Client.failureOf(producer.send(Records.record(strict.topic(), 0, new byte[1]))))
                    .isInstanceOf(NotEnoughReplicasException.class);
        }
    }

    private void hidesUncommittedRecords() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                client.producer(Map.of("acks", "1", "enable.idempotence", "false"))) {
            var metadata = Client.get(
                    producer.send(Records.series(strict.topic(), 0, 1).getFirst()));
            assertThat(metadata.offset()).isEqualTo(STAGE);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
            assertThat(consumer.endOffsets(List.of(strict))).containsEntry(strict, (long) STAGE);
            consumer.assign(List.of(strict));
            consumer.seek(strict, STAGE);
            assertThat(consumer.poll(Duration.ofMillis(500))).isEmpty();
        }
    }

    private void refusesReplicas() throws Exception {
        try (Admin admin = client.admin()) {
            NewTopic topic = new NewTopic(client.topic("too-wide"), 1, (short) 3);
            assertThat(Client.failureOf(admin.createTopics(List.of(topic)).all()))
                    .isInstanceOf(InvalidReplicationFactorException.class);
        }
        client.create(new NewTopic(client.topic("narrower"), 1, (short) 2));
        client.send(Records.series(client.topic("narrower"), 0, STAGE));
    }

    private void refusesDeadLeader() throws Exception {
        try (Admin admin = client.admin()) {
            assertThat(Client.get(admin.electLeaders(ElectionType.PREFERRED, Set.of(moving))
                                    .partitions())
                            .get(moving))
                    .containsInstanceOf(PreferredLeaderNotAvailableException.class);
        }
    }

    private void beginsDeletion() {
        try (Admin admin = client.admin()) {
            assertThat(Client.failureOf(admin.deleteTopics(List.of(doomed), new DeleteTopicsOptions().timeoutMs(1000))
                            .all()))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    private void endsDeletion() throws Exception {
        try (Admin admin = client.admin()) {
            Eventually.holds(
                    doomed + " is gone", () -> Client.describe(admin, doomed).isEmpty());
        }
        client.create("doomed", 1, Map.of());
    }

    private void describes(int brokers) throws Exception {
        try (Admin admin = client.admin()) {
            Eventually.holds(
                    brokers + " brokers are known",
                    () -> Client.get(admin.describeCluster().nodes()).size() == brokers);
        }
    }

    private void inSyncAgain() throws Exception {
        client.awaitInSync(moving.topic());
        client.awaitInSync(strict.topic());
    }

    private void electsPreferredLeader() throws Exception {
        try (Admin admin = client.admin()) {
            assertThat(Client.get(admin.electLeaders(ElectionType.PREFERRED, Set.of(moving))
                                    .partitions())
                            .get(moving))
                    .isEmpty();
            assertThat(Client.get(admin.electLeaders(ElectionType.PREFERRED, Set.of(moving))
                                    .partitions())
                            .get(moving))
                    .containsInstanceOf(ElectionNotNeededException.class);
        }
    }

    private void commitsAgain() throws Exception {
        assertThat(client.send(Records.series(strict.topic(), 0, STAGE)))
                .first()
                .satisfies(first -> assertThat(first.offset()).isEqualTo(STAGE + 1L));
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
            consumer.assign(List.of(strict));
            consumer.seek(strict, STAGE);
            assertThat(Records.read(consumer, STAGE + 1)).hasSize(STAGE + 1);
        }
    }
}
