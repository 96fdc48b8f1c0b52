package ordeal.broker.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import ordeal.broker.fake.VirtualTime;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.SimpleRecord;

/**
 * An idempotent producer for one partition, with acks=all and one batch under way, which it sends again until it is acknowledged, whoever
 * leads by then.
 */
final class SimulatedProducer {
    private static final short ALL = -1;
    private static final int ACK_TIMEOUT_MS = 1500;
    private static final int LARGEST_BATCH = 3;
    private static final int LONGEST_PAUSE_MS = 80;
    private static final int LONGEST_BACKOFF_MS = 120;

    private final SimulatedClient client;
    private final TopicPartition partition;
    private final ReplicaJudge judge;
    private final Violations violations;
    private final Trace trace;
    private long producerId = -1;
    private int leader = -1;
    private int leaderEpoch = -1;
    private int nextNumber;
    private int batchSize;
    private boolean stopping;
    private boolean idle = true;

    SimulatedProducer(
            SimulatedClient client, TopicPartition partition, ReplicaJudge judge, Violations violations, Trace trace) {
        this.client = client;
        this.partition = partition;
        this.judge = judge;
        this.violations = violations;
        this.trace = trace;
    }

    /** What a record says. */
    static String value(Record record) {
        return StandardCharsets.UTF_8.decode(record.value().duplicate()).toString();
    }

    /** The place of a record in its producer's order. */
    static int number(String value) {
        return Integer.parseInt(value.substring(value.indexOf('/') + 1));
    }

    /** Begins to send. */
    void start() {
        idle = false;
        client.askAny(new InitProducerIdRequestData().setTransactionalId(null), answer -> {
            Optional<InitProducerIdResponseData> given = answer.map(InitProducerIdResponseData.class::cast)
                    .filter(data -> data.errorCode() == Errors.NONE.code());
            if (given.isEmpty()) {
                client.later(LONGEST_BACKOFF_MS, this::start);
            } else {
                producerId = given.get().producerId();
                nextBatch();
            }
        });
    }

    /** Sends nothing new; what is under way is sent until it is acknowledged. */
    void stop() {
        stopping = true;
    }

    /** Whether it has nothing under way and will have nothing. */
    boolean idle() {
        return idle;
    }

    /** How many of its records are acknowledged. */
    int acknowledged() {
        return nextNumber;
    }

    private void nextBatch() {
        if (stopping) {
            idle = true;
            return;
        }
        batchSize = 1 + client.random().nextInt(LARGEST_BATCH);
        send();
    }

    private void send() {
        if (leader < 0) {
            client.leader(partition.topic(), partition.partition(), this::onLeader);
            return;
        }
        client.ask(leader, request(), this::onAnswer);
    }

    /** A broker that knows of an older leader than this producer has sent to is behind. */
    private void onLeader(Optional<MetadataResponsePartition> found) {
        if (found.isEmpty() || found.get().leaderEpoch() < leaderEpoch) {
            client.later(LONGEST_BACKOFF_MS, this::send);
        } else {
            leader = found.get().leaderId();
            leaderEpoch = found.get().leaderEpoch();
            send();
        }
    }

    private ProduceRequestData request() {
        SimpleRecord[] records = new SimpleRecord[batchSize];
        for (int i = 0; i < batchSize; i++) {
            String value = partition.partition() + "/" + (nextNumber + i);
            records[i] =
                    new SimpleRecord(VirtualTime.EPOCH_MS + nextNumber + i, value.getBytes(StandardCharsets.UTF_8));
        }
        MemoryRecords batch =
                MemoryRecords.withIdempotentRecords(Compression.NONE, producerId, (short) 0, nextNumber, records);
        TopicProduceDataCollection topics = new TopicProduceDataCollection();
        topics.add(new TopicProduceData()
                .setName(partition.topic())
                .setPartitionData(List.of(new PartitionProduceData()
                        .setIndex(partition.partition())
                        .setRecords(batch))));
        return new ProduceRequestData()
                .setAcks(ALL)
                .setTimeoutMs(ACK_TIMEOUT_MS)
                .setTopicData(topics);
    }

    private void onAnswer(Optional<ApiMessage> answer) {
        if (answer.isEmpty()) {
            again();
            return;
        }
        PartitionProduceResponse response = ((ProduceResponseData) answer.get())
                .responses()
                .find(partition.topic())
                .partitionResponses()
                .getFirst();
        Errors error = Errors.forCode(response.errorCode());
        if (error == Errors.NONE) {
            acknowledged(response.baseOffset());
            client.later(LONGEST_PAUSE_MS, this::nextBatch);
        } else if (error.exception() instanceof RetriableException) {
            trace.add("producer-" + partition.partition(), new Trace.Event(error + " for record " + nextNumber));
            again();
        } else {
            violations.add("broker %s refuses record %s of %s: %s %s"
                    .formatted(leader, nextNumber, partition, error, response.errorMessage()));
        }
    }

    private void acknowledged(long baseOffset) {
        for (int i = 0; i < batchSize; i++) {
            String value = partition.partition() + "/" + (nextNumber + i);
            judge.acknowledged(partition.partition(), baseOffset + i, value);
            trace.add(
                    "producer-" + partition.partition(),
                    new Trace.Acknowledged(partition.partition(), baseOffset + i, value));
        }
        nextNumber += batchSize;
    }

    private void again() {
        leader = -1;
        client.later(LONGEST_BACKOFF_MS, this::send);
    }
}
