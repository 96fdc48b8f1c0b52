package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.fake.Replicas;
import ordeal.broker.log.LogStorage.Found;
import ordeal.broker.replication.Leadership;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.StopReplicaRequestData;
import org.apache.kafka.common.message.StopReplicaRequestData.StopReplicaPartitionState;
import org.apache.kafka.common.message.StopReplicaRequestData.StopReplicaTopicState;
import org.apache.kafka.common.message.StopReplicaResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class StopReplicaHandlerTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final long FLUSH_MS = 20;
    private static final int DELETION_OF_TOPIC = -2;

    private final Replicas replicas = new Replicas(FLUSH_MS);
    private final StopReplicaHandler handler = new StopReplicaHandler(
            replicas.partitions(),
            new ControlFence(new ReplicationRules(), () -> Replicas.BROKER_EPOCH, replicas.journal()),
            new LaterAnswer(replicas.loop()));

    StopReplicaHandlerTest() {
        replicas.lead(PARTITION, List.of(1), List.of(1));
    }

    @Test
    void aReplicaThatIsOnlyStoppedKeepsItsLog() {
        assertThat(error(stop(0, false))).isEqualTo(Errors.NONE);
        assertThat(replicas.partitions().get(PARTITION)).isEmpty();
        assertThat(replicas.logs().get(PARTITION)).isPresent();
    }

    /** The controller forgets the topic with the answer, and nobody would delete a log that came back. */
    @Test
    void aDeletionIsAnsweredWhenItSurvivesALossOfPower() {
        FakeRequest request = stop(DELETION_OF_TOPIC, true);
        assertThat(replicas.logs().get(PARTITION)).isEmpty();
        replicas.loop().advance(FLUSH_MS - 1);
        assertThat(request.answers()).isZero();
        replicas.loop().advance(1);
        assertThat(error(request)).isEqualTo(Errors.NONE);
        assertThat(replicas.storage().afterPowerLoss().list()).isEmpty();
    }

    @Test
    void withoutAnAnswerALossOfPowerMayBringTheLogBack() {
        FakeRequest request = stop(DELETION_OF_TOPIC, true);
        assertThat(replicas.storage().afterPowerLoss().list()).containsExactly(new Found(PARTITION, Replicas.TOPIC_ID));
        replicas.loop().advance(FLUSH_MS);
        assertThat(request.answers()).isZero();
    }

    @Test
    void aRequestFromThePastStopsAndDeletesNothing() {
        assertThat(replicas.partitions()
                        .apply(PARTITION, Replicas.TOPIC_ID, new Leadership(1, 5, 5, List.of(1), List.of(1), null)))
                .isEqualTo(Errors.NONE);
        assertThat(error(stop(4, true))).isEqualTo(Errors.FENCED_LEADER_EPOCH);
        assertThat(replicas.leader(PARTITION).leaderEpoch()).isEqualTo(5);
        assertThat(replicas.logs().get(PARTITION)).isPresent();
    }

    private FakeRequest stop(int leaderEpoch, boolean delete) {
        FakeRequest request = new FakeRequest(
                new StopReplicaRequestData()
                        .setControllerId(1)
                        .setControllerEpoch(1)
                        .setBrokerEpoch(Replicas.BROKER_EPOCH)
                        .setTopicStates(List.of(new StopReplicaTopicState()
                                .setTopicName("t")
                                .setPartitionStates(List.of(new StopReplicaPartitionState()
                                        .setPartitionIndex(0)
                                        .setLeaderEpoch(leaderEpoch)
                                        .setDeletePartition(delete))))),
                ApiKeys.STOP_REPLICA.latestVersion(),
                ListenerKind.PEER);
        handler.handle(request);
        replicas.loop().runAll();
        return request;
    }

    private static Errors error(FakeRequest request) {
        StopReplicaResponseData answer = request.answer(StopReplicaResponseData.class);
        assertThat(answer.errorCode()).isZero();
        return Errors.forCode(answer.partitionErrors().getFirst().errorCode());
    }
}
