package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.broker.controller.ControllerWorld.Node;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.fake.RecordingPeerTransport.Sent;
import ordeal.broker.journal.JournalEntry;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlterPartitionTest {
    private static final short VERSION = 3;

    private final ControllerWorld world = new ControllerWorld(4).start(1, 2, 3);
    private final Node controller = world.node(1);

    @BeforeEach
    void createTopic() {
        world.topic("t", Map.of(0, List.of(2, 3, 1)));
        controller.peers.forget();
    }

    @AfterEach
    void nothingImpossibleHappened() {
        world.verify();
    }

    private static AlterPartitionRequestData request(
            ControllerWorld world, String topic, int sender, PartitionState state, List<Integer> isr) {
        AlterPartitionRequestData.PartitionData partition = new AlterPartitionRequestData.PartitionData()
                .setPartitionIndex(0)
                .setLeaderEpoch(state.leaderEpoch())
                .setPartitionEpoch(state.partitionEpoch())
                .setNewIsrWithEpochs(isr.stream()
                        .map(id -> new AlterPartitionRequestData.BrokerState().setBrokerId(id))
                        .toList());
        return new AlterPartitionRequestData()
                .setBrokerId(sender)
                .setBrokerEpoch(world.node(sender).brokerEpoch())
                .setTopics(List.of(new AlterPartitionRequestData.TopicData()
                        .setTopicId(new Uuid(1, topic.hashCode() + 2L))
                        .setPartitions(List.of(partition))));
    }

    /** Lets a leader change its ISR. */
    static void grant(ControllerWorld world, String topic, PartitionState state, List<Integer> isr) {
        AlterPartitionResponseData answer =
                world.ask(1, api -> api.alterPartition(request(world, topic, state.leader(), state, isr), VERSION));
        assertThat(answer.topics().getFirst().partitions().getFirst().errorCode())
                .isEqualTo(Errors.NONE.code());
    }

    private AlterPartitionResponseData.PartitionData ask(AlterPartitionRequestData request) {
        AlterPartitionResponseData answer = world.ask(1, api -> api.alterPartition(request, VERSION));
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
        return answer.topics().getFirst().partitions().getFirst();
    }

    @Test
    void aGrantedIsrIsWrittenWithTheSameLeaderEpochAndToldToAll() {
        PartitionState before = world.state("t", 0);
        var answer = ask(request(world, "t", 2, before, List.of(3, 2)));
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(2, 0, List.of(2, 3), 1, false, 1));
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.partitionEpoch()).isEqualTo(1);
        assertThat(answer.isr()).containsExactly(2, 3);
        assertThat(controller.peers.sent())
                .extracting(Sent::api)
                .containsOnly(ApiKeys.UPDATE_METADATA)
                .hasSize(3);
        assertThat(controller.member.journal().all(JournalEntry.AlterPartitionAccepted.class))
                .hasSize(1)
                .first()
                .satisfies(entry -> assertThat(entry.partitionEpoch()).isZero());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anIsrWhoseWriteHadNoAnswerIsGranted(boolean carriedOut) {
        controller.member.coordination().loseConnectionAt(AlterPartitionTest::writesState, carriedOut, 200);
        PartitionState before = world.state("t", 0);
        var answer = ask(request(world, "t", 2, before, List.of(2, 3)));
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.partitionEpoch()).isEqualTo(1);
        assertThat(world.state("t", 0).partitionEpoch()).isEqualTo(1);
        // What is remembered is right: the next change on it is granted too.
        var next = ask(request(world, "t", 2, world.state("t", 0), List.of(2)));
        assertThat(next.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(next.partitionEpoch()).isEqualTo(2);
    }

    @Test
    void aStateThatSomebodyElseWroteIsReadAgainAndDecidedUponAnew() {
        PartitionState before = world.state("t", 0);
        world.zookeeper.put(
                "/brokers/topics/t/partitions/0/state",
                "{\"version\":1,\"leader\":2,\"leader_epoch\":0,\"controller_epoch\":1,\"isr\":[2,1]}");
        var refused = ask(request(world, "t", 2, before, List.of(2, 3)));
        assertThat(refused.errorCode()).isEqualTo(Errors.INVALID_UPDATE_VERSION.code());
        var granted = ask(request(world, "t", 2, world.state("t", 0), List.of(2, 3)));
        assertThat(granted.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(granted.partitionEpoch()).isEqualTo(2);
    }

    @Test
    void refusalsAreAnsweredAndWrittenDown() {
        PartitionState state = world.state("t", 0);
        assertThat(ask(request(world, "t", 3, state, List.of(2, 3))).errorCode())
                .isEqualTo(Errors.INVALID_REQUEST.code());
        AlterPartitionRequestData stale =
                request(world, "t", 2, state, List.of(2, 3)).setBrokerEpoch(7);
        assertThat(world.ask(1, api -> api.alterPartition(stale, VERSION)).errorCode())
                .isEqualTo(Errors.STALE_BROKER_EPOCH.code());
        assertThat(ask(request(world, "nowhere", 2, state, List.of(2))).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
        world.kill(3);
        PartitionState now = world.state("t", 0);
        assertThat(ask(request(world, "t", 2, now, List.of(2, 3, 1))).errorCode())
                .isEqualTo(Errors.INELIGIBLE_REPLICA.code());
        assertThat(ask(request(world, "t", 2, state, List.of(2))).errorCode())
                .isEqualTo(Errors.FENCED_LEADER_EPOCH.code());
        assertThat(controller.member.journal().all(JournalEntry.RequestFenced.class))
                .extracting(JournalEntry.RequestFenced::error)
                .containsExactly(
                        "INVALID_REQUEST",
                        "STALE_BROKER_EPOCH",
                        "UNKNOWN_TOPIC_ID",
                        "INELIGIBLE_REPLICA",
                        "FENCED_LEADER_EPOCH");
    }

    @Test
    void whatIsInForceIsGrantedWithoutAWrite() {
        PartitionState state = world.state("t", 0);
        int before = world.zookeeper.transactions().size();
        assertThat(ask(request(world, "t", 2, state, List.of(1, 2, 3))).partitionEpoch())
                .isZero();
        assertThat(world.zookeeper.transactions()).hasSize(before);
    }

    private static boolean writesState(List<Operation> operations) {
        return operations.getLast().path().endsWith("/state");
    }
}
