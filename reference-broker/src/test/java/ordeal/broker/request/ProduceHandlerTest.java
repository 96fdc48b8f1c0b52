package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.fake.Replicas;
import ordeal.broker.log.Batches;
import ordeal.broker.log.PartitionLog;
import ordeal.broker.replication.PartitionLeader;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partition 0 is led by broker 1 alone, partition 1 with broker 2 in the ISR; there is a partition 2 elsewhere, and no partition 3. */
class ProduceHandlerTest {
    private static final TopicPartition ALONE = new TopicPartition("t", 0);
    private static final TopicPartition SHARED = new TopicPartition("t", 1);
    private static final int ALL = -1;
    private static final int TIMEOUT_MS = 1000;
    private static final int COMPRESSION_BYTE = 22;

    private final Replicas replicas = new Replicas().others(2);
    private final PartitionLeader shared = replicas.lead(SHARED, List.of(1, 2), List.of(1, 2));
    private final ProduceHandler handler =
            new ProduceHandler(replicas.partitions(), replicas.loop(), id -> id.partition() < 3);

    ProduceHandlerTest() {
        replicas.lead(ALONE, List.of(1), List.of(1));
    }

    @Test
    void theLeaderAloneAcknowledgesWhatItHolds() {
        assertThat(answer(produce(1, data(1, "a", "b"))).baseOffset()).isZero();
        assertThat(answer(produce(1, data(1, "c"))).baseOffset()).isEqualTo(2);
    }

    @Test
    void allAcknowledgeWhenTheIsrHoldsIt() {
        FakeRequest request = produce(ALL, data(1, "a"));
        assertThat(request.answers()).isZero();
        followerHolds(1);
        assertThat(answer(request).errorCode()).isZero();
    }

    @Test
    void oneRequestWaitsForAllOfItsPartitions() {
        FakeRequest request = produce(ALL, data(0, "a"), data(1, "b"));
        assertThat(request.answers()).isZero();
        followerHolds(1);
        assertThat(answers(request))
                .extracting(PartitionProduceResponse::errorCode)
                .containsExactly((short) 0, (short) 0);
    }

    @Test
    void aSendThatTheIsrDoesNotTakeInTimeTimesOutAndIsInTheLogAllTheSame() {
        FakeRequest request = produce(ALL, data(1, "a"));
        replicas.loop().advance(TIMEOUT_MS);
        assertThat(error(answer(request))).isEqualTo(Errors.REQUEST_TIMED_OUT);
        followerHolds(1);
        assertThat(request.answers()).isOne();
        assertThat(answer(produce(1, data(1, "b"))).baseOffset()).isEqualTo(1);
    }

    @Test
    void aLeaderThatIsReplacedSaysSoToThoseWhoWait() {
        FakeRequest request = produce(ALL, data(1, "a"));
        assertThat(replicas.partitions().stop(SHARED, -1)).isEqualTo(Errors.NONE);
        assertThat(error(answer(request))).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
    }

    @Test
    void aPartitionElsewhereAndOneThatIsNotThereAreToldApart() {
        assertThat(error(answer(produce(1, data(2, "a"))))).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
        assertThat(error(answer(produce(1, data(3, "a"))))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void otherAcknowledgementsThanThreeAreRefused(int acks) {
        assertThat(error(answer(produce(acks, data(0, "a"))))).isEqualTo(Errors.INVALID_REQUIRED_ACKS);
    }

    @Test
    void whoWantsNoAnswerGetsNoneUnlessItFailed() {
        FakeRequest good = produce(0, data(0, "a"));
        assertThat(good.answers()).isOne();
        assertThat(good.closed()).isNull();
        assertThat(produce(0, data(2, "a")).closed()).contains("NOT_LEADER_OR_FOLLOWER");
    }

    @Test
    void zstdNeedsANewerVersion() {
        assertThat(error(answer(produce(6, 1, records(0, zstd()))))).isEqualTo(Errors.UNSUPPORTED_COMPRESSION_TYPE);
        assertThat(error(answer(produce(7, 1, records(0, zstd()))))).isEqualTo(Errors.NONE);
    }

    /** In versions that must look for zstd, and in those that need not. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 10})
    void aBatchThatCannotBeReadConcernsItsPartitionOnly(int version) {
        for (MemoryRecords unreadable : List.of(unknownCompression(), tooShort())) {
            FakeRequest request = produce(version, 1, data(0, "good"), records(1, unreadable));
            assertThat(answers(request))
                    .extracting(ProduceHandlerTest::error)
                    .containsExactly(Errors.NONE, Errors.CORRUPT_MESSAGE);
        }
        assertThat(log(SHARED).logEndOffset()).isZero();
    }

    private PartitionLog log(TopicPartition partition) {
        return replicas.logs().get(partition).orElseThrow();
    }

    private static MemoryRecords zstd() {
        return MemoryRecords.withRecords(Compression.zstd().build(), new SimpleRecord(1000, new byte[] {1, 2, 3}));
    }

    private static MemoryRecords unknownCompression() {
        ByteBuffer bytes = Batches.of(1000, "bad").buffer();
        bytes.put(COMPRESSION_BYTE, (byte) 7);
        return MemoryRecords.readableRecords(bytes);
    }

    private static MemoryRecords tooShort() {
        ByteBuffer bytes = Batches.of(1000, "bad").buffer();
        bytes.putInt(Long.BYTES, 1);
        return MemoryRecords.readableRecords(bytes);
    }

    private void followerHolds(long offset) {
        assertThat(shared.onFollowerFetch(2, 70, offset, 0, 0)).isEqualTo(Errors.NONE);
        replicas.loop().runAll();
    }

    private static PartitionProduceData data(int partition, String... values) {
        return records(partition, Batches.of(1000, values));
    }

    private static PartitionProduceData records(int partition, MemoryRecords records) {
        return new PartitionProduceData().setIndex(partition).setRecords(records);
    }

    private FakeRequest produce(int acks, PartitionProduceData... partitions) {
        return produce(9, acks, partitions);
    }

    private FakeRequest produce(int version, int acks, PartitionProduceData... partitions) {
        TopicProduceDataCollection topics = new TopicProduceDataCollection();
        topics.add(new TopicProduceData().setName("t").setPartitionData(List.of(partitions)));
        FakeRequest request = new FakeRequest(
                new ProduceRequestData()
                        .setAcks((short) acks)
                        .setTimeoutMs(TIMEOUT_MS)
                        .setTopicData(topics),
                version,
                ListenerKind.CLIENT);
        handler.handle(request);
        replicas.loop().runAll();
        return request;
    }

    private static List<PartitionProduceResponse> answers(FakeRequest request) {
        return request.answer(ProduceResponseData.class).responses().find("t").partitionResponses();
    }

    private static PartitionProduceResponse answer(FakeRequest request) {
        assertThat(answers(request)).hasSize(1);
        return answers(request).getFirst();
    }

    private static Errors error(PartitionProduceResponse response) {
        return Errors.forCode(response.errorCode());
    }
}
