package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.fake.Replicas;
import ordeal.broker.log.Batches;
import ordeal.broker.log.PartitionLog;
import ordeal.broker.replication.Leadership;
import ordeal.broker.replication.PartitionLeader;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ReplicaState;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partition 0 is led by broker 1 with broker 2 in the ISR, partition 1 by broker 1 alone; partition 2 is elsewhere. */
class FetchHandlerTest {
    private static final TopicPartition SHARED = new TopicPartition("t", 0);
    private static final TopicPartition ALONE = new TopicPartition("t", 1);
    private static final int MAX_WAIT_MS = 500;
    private static final int CLIENT = -1;
    private static final int FOLLOWER = 2;
    private static final int FETCH_MAX_BYTES = 1000;
    private static final int LAST_VERSION_WITH_NAMES = 12;

    private final Replicas replicas = new Replicas().others(FOLLOWER);
    private final PartitionLeader shared = replicas.lead(SHARED, List.of(1, 2), List.of(1, 2));
    private final PartitionLeader alone = replicas.lead(ALONE, List.of(1), List.of(1));
    private final FetchHandler handler =
            new FetchHandler(replicas.partitions(), replicas.loop(), id -> id.partition() < 3, FETCH_MAX_BYTES);

    @Test
    void clientsReadToTheHighWatermarkAndFollowersToTheEnd() {
        append(shared, "a");
        assertThat(contents(fetch(FOLLOWER, 1, asked(0, 0)))).containsExactly("0=a");
        append(shared, "b");
        fetch(FOLLOWER, 1, asked(0, 1));
        assertThat(contents(fetch(CLIENT, 1, asked(0, 0)))).containsExactly("0=a");
    }

    @Test
    void whoAsksForNothingThatIsThereWaitsUntilItIs() {
        FakeRequest request = fetch(CLIENT, 1, asked(1, 0));
        assertThat(request.answers()).isZero();
        append(alone, "a");
        replicas.loop().runAll();
        assertThat(contents(request)).containsExactly("0=a");
    }

    @Test
    void whoHasWaitedLongEnoughGetsWhatThereIs() {
        append(alone, "a");
        FakeRequest request = fetch(CLIENT, 500, asked(1, 0));
        replicas.loop().advance(MAX_WAIT_MS - 1);
        assertThat(request.answers()).isZero();
        replicas.loop().advance(1);
        assertThat(contents(request)).containsExactly("0=a");
    }

    /** No fetch ever gathers more than its bound. */
    @Test
    void whoWantsAtLeastMoreThanAtMostIsAnsweredWhenTheBoundIsReached() {
        append(alone, "a".repeat(FETCH_MAX_BYTES));
        assertThat(contents(fetch(CLIENT, 10 * FETCH_MAX_BYTES, asked(1, 0)))).hasSize(1);
    }

    @Test
    void onlyTheFirstBatchOfAFetchMayBeLargerThanItsBounds() {
        append(alone, "a".repeat(100));
        replicas.lead(new TopicPartition("t", 2), List.of(1), List.of(1)).append(Batches.of(1000, "b"), false);
        FakeRequest request = fetch(
                CLIENT, 1, asked(1, 0).setPartitionMaxBytes(10), asked(2, 0).setPartitionMaxBytes(10));
        assertThat(answers(request))
                .extracting(answer -> answer.records().sizeInBytes() > 0)
                .containsExactly(true, false);
    }

    @Test
    void troubleWithOnePartitionIsAnsweredAtOnceAndLeavesTheOthers() {
        append(alone, "a");
        FakeRequest request = fetch(CLIENT, 1 << 20, asked(1, 0), asked(2, 0));
        assertThat(answers(request))
                .extracting(FetchHandlerTest::error)
                .containsExactly(Errors.NONE, Errors.NOT_LEADER_OR_FOLLOWER);
    }

    @Test
    void offsetsThatAreNotThereAreOutOfRange() {
        append(alone, "a");
        assertThat(error(fetch(CLIENT, 1, asked(1, 2)))).isEqualTo(Errors.OFFSET_OUT_OF_RANGE);
        assertThat(fetch(CLIENT, 1, asked(1, 1)).answers()).isZero();
    }

    @Test
    void epochsOfThePastAndOfTheFutureAreToldApart() {
        assertThat(error(fetch(CLIENT, 1, asked(1, 0).setCurrentLeaderEpoch(1))))
                .isEqualTo(Errors.UNKNOWN_LEADER_EPOCH);
        assertThat(replicas.partitions().stop(ALONE, -1)).isEqualTo(Errors.NONE);
        assertThat(error(fetch(CLIENT, 1, asked(1, 0)))).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
    }

    /** It must cut its log first; until then nothing it says counts. */
    @Test
    void aFollowerThatDivergesIsToldWhereAndNotCounted() {
        append(shared, "a");
        assertThat(replicas.partitions()
                        .apply(SHARED, Replicas.TOPIC_ID, new Leadership(1, 2, 1, List.of(1, 2), List.of(1, 2), null)))
                .isEqualTo(Errors.NONE);
        append(replicas.leader(SHARED), "b");
        PartitionData answer =
                answers(fetch(FOLLOWER, 1, asked(0, 2).setLastFetchedEpoch(1))).getFirst();
        assertThat(answer.divergingEpoch().epoch()).isZero();
        assertThat(answer.divergingEpoch().endOffset()).isEqualTo(1);
        assertThat(log(SHARED).highWatermark()).isZero();
    }

    @Test
    void aFetchOfAnEarlierIncarnationDoesNotCount() {
        append(shared, "a");
        fetch(FOLLOWER, 1, epoch(80), asked(0, 0));
        assertThat(error(fetch(FOLLOWER, 1, epoch(70), asked(0, 1)))).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
        assertThat(log(SHARED).highWatermark()).isZero();
        fetch(FOLLOWER, 1, epoch(80), asked(0, 1));
        assertThat(log(SHARED).highWatermark()).isEqualTo(1);
    }

    @Test
    void whoIsNoReplicaIsRefused() {
        assertThat(error(fetch(9, 1, asked(0, 0)))).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
        assertThat(error(fetch(9, 1, asked(0, 0).setCurrentLeaderEpoch(0)))).isEqualTo(Errors.UNKNOWN_LEADER_EPOCH);
    }

    @Test
    void followersComeByTheListenerOfBrokers() {
        FakeRequest request = handle(
                new FakeRequest(data(FOLLOWER, 1, asked(0, 0)), ApiKeys.FETCH.latestVersion(), ListenerKind.CLIENT));
        assertThat(request.answer(FetchResponseData.class).errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
    }

    @Test
    void sessionsThatWereNeverGivenAreNotFound() {
        FakeRequest request = fetch(CLIENT, 1, data -> data.setSessionId(4).setSessionEpoch(2), asked(1, 0));
        assertThat(request.answer(FetchResponseData.class).errorCode())
                .isEqualTo(Errors.FETCH_SESSION_ID_NOT_FOUND.code());
    }

    @Test
    void anUnknownTopicIdIsSaidToBeOne() {
        FakeRequest request = fetch(
                CLIENT,
                1,
                data -> {
                    data.topics().getFirst().setTopicId(new Uuid(9, 9));
                    return data;
                },
                asked(1, 0));
        assertThat(Errors.forCode(request.answer(FetchResponseData.class)
                        .responses()
                        .getFirst()
                        .partitions()
                        .getFirst()
                        .errorCode()))
                .isEqualTo(Errors.UNKNOWN_TOPIC_ID);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, LAST_VERSION_WITH_NAMES})
    void topicsHaveNamesInOlderVersions(int version) {
        append(alone, "a");
        FetchRequestData data = data(CLIENT, 1, asked(1, 0));
        data.topics().getFirst().setTopic("t");
        assertThat(contents(handle(new FakeRequest(data, version, ListenerKind.CLIENT))))
                .containsExactly("0=a");
    }

    private PartitionLog log(TopicPartition partition) {
        return replicas.logs().get(partition).orElseThrow();
    }

    private static void append(PartitionLeader leader, String value) {
        leader.append(Batches.of(1000, value), false);
    }

    private static FetchPartition asked(int partition, long offset) {
        return new FetchPartition()
                .setPartition(partition)
                .setFetchOffset(offset)
                .setPartitionMaxBytes(1 << 20);
    }

    private static UnaryOperator<FetchRequestData> epoch(long brokerEpoch) {
        return data -> {
            data.replicaState().setReplicaEpoch(brokerEpoch);
            return data;
        };
    }

    private static FetchRequestData data(int replica, int minBytes, FetchPartition... partitions) {
        return new FetchRequestData()
                .setReplicaState(new ReplicaState().setReplicaId(replica))
                .setMinBytes(minBytes)
                .setMaxBytes(1 << 20)
                .setMaxWaitMs(MAX_WAIT_MS)
                .setTopics(
                        List.of(new FetchTopic().setTopicId(Replicas.TOPIC_ID).setPartitions(List.of(partitions))));
    }

    private FakeRequest fetch(int replica, int minBytes, FetchPartition... partitions) {
        return fetch(replica, minBytes, UnaryOperator.identity(), partitions);
    }

    private FakeRequest fetch(
            int replica, int minBytes, UnaryOperator<FetchRequestData> change, FetchPartition... partitions) {
        return handle(new FakeRequest(
                change.apply(data(replica, minBytes, partitions)),
                ApiKeys.FETCH.latestVersion(),
                replica == CLIENT ? ListenerKind.CLIENT : ListenerKind.PEER));
    }

    private FakeRequest handle(FakeRequest request) {
        handler.handle(request);
        replicas.loop().runAll();
        return request;
    }

    private static List<PartitionData> answers(FakeRequest request) {
        return request.answer(FetchResponseData.class).responses().getFirst().partitions();
    }

    private static List<String> contents(FakeRequest request) {
        PartitionData answer = answers(request).getFirst();
        assertThat(error(answer)).isEqualTo(Errors.NONE);
        return Batches.contents((MemoryRecords) answer.records());
    }

    private static Errors error(FakeRequest request) {
        return error(answers(request).getFirst());
    }

    private static Errors error(PartitionData answer) {
        return Errors.forCode(answer.errorCode());
    }
}
