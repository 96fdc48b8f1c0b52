package ordeal.broker.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.broker.fake.Replicas;
import ordeal.broker.log.Batches;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionRequestData.BrokerState;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.AlterPartitionResponseData.PartitionData;
import org.apache.kafka.common.message.AlterPartitionResponseData.TopicData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is in the ISR: what a leader asks for, and what it goes by meanwhile. Brokers 2 and 5 are alive, broker 4 is not. */
class IsrKeepingTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final long FOLLOWER_EPOCH = 70;
    private static final long LAG_TIME_MS = 2000;

    private final Replicas replicas = new Replicas().others(2, 5, Replicas.CONTROLLER);
    private final PartitionLeader leader = replicas.lead(PARTITION, List.of(1), List.of(1, 2, 4, 5));

    IsrKeepingTest() {
        silence();
    }

    /** What it holds it has shown under this epoch, and under no later one. */
    @Test
    void namesTheIncarnationThatHasShownWhatItHolds() {
        fetches(2, 0);
        assertThat(asked().getFirst()).extracting(BrokerState::brokerId).containsExactly(1, 2);
        assertThat(asked().getFirst()).extracting(BrokerState::brokerEpoch).containsExactly(-1L, FOLLOWER_EPOCH);
    }

    @Test
    void doesNotAskForWhoIsNotAlive() {
        fetches(4, 0);
        assertThat(asked()).isEmpty();
    }

    @Test
    void doesNotAskForWhoIsBehindTheHighWatermark() {
        append(2);
        assertThat(leader.log().highWatermark()).isEqualTo(2);
        fetches(2, 1);
        assertThat(asked()).isEmpty();
        fetches(2, 2);
        assertThat(asked()).hasSize(1);
    }

    /** The controller may have written the change already, and elect the one that was added (KIP-497). */
    @Test
    void whoIsAskedForHoldsTheHighWatermarkBackBeforeTheAnswer() {
        fetches(2, 0);
        append(1);
        assertThat(leader.committedIsr()).containsExactly(1);
        assertThat(leader.log().highWatermark()).isZero();
        fetches(2, 1);
        assertThat(leader.log().highWatermark()).isEqualTo(1);
    }

    @Test
    void oneChangeAtATime() {
        fetches(2, 0);
        fetches(5, 0);
        assertThat(asked())
                .allSatisfy(
                        isr -> assertThat(isr).extracting(BrokerState::brokerId).doesNotContain(5));
    }

    @Test
    void theAnswerOfTheControllerIsInForce() {
        grants(List.of(1, 2), 1);
        fetches(2, 0);
        assertThat(leader.committedIsr()).containsExactly(1, 2);
        assertThat(leader.partitionEpoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"INELIGIBLE_REPLICA", "OPERATION_NOT_ATTEMPTED"})
    void afterARefusalThatChangesNothingTheOldIsrIsInForceAndAnotherMayBeAskedFor(Errors error) {
        answers(data().setErrorCode(error.code()));
        fetches(2, 0);
        append(1);
        assertThat(leader.log().highWatermark())
                .isZero(); // broker 2 is about to join: it is there, and caught up just now
        silence();
        replicas.transport().forget();
        fetches(5, 1);
        assertThat(asked().getFirst()).extracting(BrokerState::brokerId).containsExactly(1, 5);
    }

    /** Another ISR may be in force than this leader knows; a new leader epoch will tell. */
    @ParameterizedTest
    @EnumSource(names = {"INVALID_UPDATE_VERSION", "FENCED_LEADER_EPOCH"})
    void afterAnAnswerFromTheFutureNothingIsDecided(Errors error) {
        answers(data().setErrorCode(error.code()));
        fetches(2, 0);
        append(1);
        fetches(5, 1);
        assertThat(leader.log().highWatermark()).isZero();
        assertThat(asked()).hasSize(1);
    }

    @Test
    void whoDoesNotKeepUpIsAskedToGoAndCountsUntilItHasGone() {
        grants(List.of(1, 2), 1);
        fetches(2, 0);
        silence();
        replicas.transport().forget();
        append(1);
        replicas.loop().advance(LAG_TIME_MS);
        leader.isr().maybeShrink();
        assertThat(asked()).isEmpty();
        replicas.loop().advance(1);
        leader.isr().maybeShrink();
        replicas.loop().runAll();
        assertThat(asked().getFirst()).extracting(BrokerState::brokerId).containsExactly(1);
        assertThat(leader.log().highWatermark()).isZero();
    }

    @Test
    void whoHasEverythingMayBeSilentAsLongAsItLikes() {
        grants(List.of(1, 2), 1);
        fetches(2, 0);
        silence();
        replicas.transport().forget();
        replicas.loop().advance(10 * LAG_TIME_MS);
        leader.isr().maybeShrink();
        replicas.loop().runAll();
        assertThat(asked()).isEmpty(); // nothing was appended: it has all there is
    }

    private void fetches(int follower, long offset) {
        assertThat(leader.onFollowerFetch(follower, FOLLOWER_EPOCH, offset, 0, offset == 0 ? -1 : 0))
                .isEqualTo(Errors.NONE);
        replicas.loop().runAll();
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            leader.append(Batches.of(1000, "v"), true);
        }
    }

    /** The controller does not answer from now on. */
    private void silence() {
        replicas.transport().fail(Replicas.CONTROLLER, true);
    }

    private void grants(List<Integer> isr, int partitionEpoch) {
        answers(data().setIsr(isr)
                .setPartitionEpoch(partitionEpoch)
                .setLeaderEpoch(0)
                .setLeaderId(1));
    }

    private static PartitionData data() {
        return new PartitionData().setPartitionIndex(0);
    }

    private void answers(PartitionData data) {
        replicas.transport().fail(Replicas.CONTROLLER, false);
        replicas.transport()
                .answer(_ -> new AlterPartitionResponseData()
                        .setTopics(List.of(new TopicData()
                                .setTopicId(Replicas.TOPIC_ID)
                                .setPartitions(List.of(data.duplicate())))));
    }

    private List<List<BrokerState>> asked() {
        return replicas.transport().sentTo(Replicas.CONTROLLER, AlterPartitionRequestData.class).stream()
                .map(request ->
                        request.topics().getFirst().partitions().getFirst().newIsrWithEpochs())
                .toList();
    }
}
