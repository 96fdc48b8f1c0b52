package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.broker.controller.ControllerWorld.Node;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.fake.RecordingPeerTransport.Sent;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.LeaderAndIsrRequestData;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerChangesTest {
    private final ControllerWorld world = new ControllerWorld(3).start(1, 2, 3);
    private final Node controller = world.node(1);

    @AfterEach
    void nothingImpossibleHappened() {
        world.verify();
    }

    @Test
    void whenALeaderDiesTheNextOfTheIsrLeadsAndTheIsrShrinks() {
        world.topic("t", Map.of(0, List.of(2, 3, 1), 1, List.of(3, 2, 1)));
        controller.peers.forget();
        world.kill(2);
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(3, 1, List.of(3, 1), 1, false, 1));
        assertThat(world.state("t", 1)).isEqualTo(new PartitionState(3, 1, List.of(3, 1), 1, false, 1));
        assertThat(controller.peers.sent())
                .filteredOn(sent -> sent.broker() == 3)
                .extracting(Sent::api)
                .startsWith(ApiKeys.LEADER_AND_ISR, ApiKeys.UPDATE_METADATA);
        assertThat(controller.peers.sent()).noneMatch(sent -> sent.broker() == 2);
    }

    @Test
    void theLastOfTheIsrStaysInItAndLeadsAgainWhenItIsBack() {
        world.topic("t", Map.of(0, List.of(2)));
        world.kill(2);
        assertThat(world.state("t", 0))
                .isEqualTo(new PartitionState(PartitionState.NO_LEADER, 1, List.of(2), 1, false, 1));
        world.start(2);
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(2, 2, List.of(2), 1, false, 2));
    }

    @Test
    void aReplicaOutsideTheIsrDoesNotLeadUnlessTheTopicAllowsIt() {
        world.topic("t", Map.of(0, List.of(2, 3)));
        world.kill(3);
        world.start(3);
        world.kill(2);
        assertThat(world.state("t", 0).leader()).isEqualTo(PartitionState.NO_LEADER);
        assertThat(world.state("t", 0).isr()).containsExactly(2);
        world.zookeeper.put(
                "/config/topics/t", "{\"version\":1,\"config\":{\"unclean.leader.election.enable\":\"true\"}}");
        world.zookeeper.put("/config/changes/config_change_0000000009", "{\"version\":2,\"entity_path\":\"topics/t\"}");
        world.time.runReady();
        PartitionState unclean = world.state("t", 0);
        assertThat(unclean.leader()).isEqualTo(3);
        assertThat(unclean.isr()).containsExactly(3);
        assertThat(unclean.recovering()).isTrue();
    }

    @Test
    void anOperatorMayElectUncleanly() {
        world.topic("t", Map.of(0, List.of(2, 3)));
        world.kill(3);
        world.start(3);
        world.kill(2);
        world.ask(
                1,
                api -> api.electLeaders(
                        new ElectLeadersRequestData().setElectionType((byte) 1).setTopicPartitions(null), (short) 2));
        assertThat(world.state("t", 0).leader()).isEqualTo(3);
    }

    @Test
    void anElectionOfNoKnownTypeIsRefusedAndHarmsNobody() {
        world.topic("t", Map.of(0, List.of(2, 3)));
        for (int type : new int[] {-1, 2, 7}) {
            assertThat(world.ask(
                                    1,
                                    api -> api.electLeaders(
                                            new ElectLeadersRequestData()
                                                    .setElectionType((byte) type)
                                                    .setTopicPartitions(null),
                                            (short) 2))
                            .errorCode())
                    .isEqualTo(Errors.INVALID_REQUEST.code());
        }
        assertThat(world.ask(
                                1,
                                api -> api.electLeaders(
                                        new ElectLeadersRequestData().setTopicPartitions(null), (short) 2))
                        .errorCode())
                .isZero();
    }

    @Test
    void aBrokerThatAppearsHearsEverythingAndTheOthersHearOfIt() {
        world.topic("t", Map.of(0, List.of(1, 2)));
        world.topic("u", Map.of(0, List.of(4, 1)));
        controller.peers.forget();
        world.start(4);
        assertThat(controller.peers.sent())
                .filteredOn(sent -> sent.broker() == 4)
                .extracting(Sent::api)
                .startsWith(ApiKeys.UPDATE_METADATA, ApiKeys.LEADER_AND_ISR, ApiKeys.UPDATE_METADATA);
        UpdateMetadataRequestData toNew =
                controller.peers.sentTo(4, UpdateMetadataRequestData.class).getFirst();
        assertThat(toNew.topicStates())
                .extracting(UpdateMetadataRequestData.UpdateMetadataTopicState::topicName)
                .containsExactly("t", "u");
        UpdateMetadataRequestData toOld =
                controller.peers.sentTo(2, UpdateMetadataRequestData.class).getFirst();
        assertThat(toOld.topicStates()).isEmpty();
        assertThat(toOld.liveBrokers()).hasSize(4);
    }

    @Test
    void aBrokerThatBouncedIsTreatedAsGoneAndBack() {
        world.topic("t", Map.of(0, List.of(2, 3, 1)));
        controller.peers.forget();
        long before = world.node(2).brokerEpoch();
        Node old = world.node(2);
        // Both changes happen before the controller can look.
        controller.member.coordination().cut(true);
        world.time.runReady();
        old.member.crash();
        world.zookeeper.expire(old.member.coordination().sessionId());
        world.start(2);
        controller.member.coordination().restore();
        world.time.runReady();
        assertThat(world.node(2).brokerEpoch()).isGreaterThan(before);
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(3, 1, List.of(3, 1), 1, false, 1));
        assertThat(controller.peers.sentTo(2, LeaderAndIsrRequestData.class))
                .isNotEmpty()
                .allMatch(request -> request.brokerEpoch() == world.node(2).brokerEpoch());
    }

    @Test
    void requestsAreSentAgainUntilTheyAreAnsweredAndDroppedWhenTheBrokerGoes() {
        controller.peers.fail(3, true);
        controller.peers.forget();
        world.topic("t", Map.of(0, List.of(3, 2)));
        world.time.advanceMs(1000);
        List<LeaderAndIsrRequestData> tries = controller.peers.sentTo(3, LeaderAndIsrRequestData.class);
        assertThat(tries).hasSizeGreaterThan(5);
        assertThat(tries).allMatch(request -> request.equals(tries.getFirst()));
        assertThat(controller.peers.sentTo(3, UpdateMetadataRequestData.class))
                .as("waits behind")
                .isEmpty();
        controller.peers.fail(3, false);
        world.time.advanceMs(200);
        assertThat(controller.peers.sentTo(3, UpdateMetadataRequestData.class)).isNotEmpty();
        controller.peers.fail(3, true);
        world.topic("u", Map.of(0, List.of(3, 2)));
        world.kill(3);
        controller.peers.forget();
        world.time.advanceMs(1000);
        assertThat(controller.peers.sent()).noneMatch(sent -> sent.broker() == 3);
    }

    @Test
    void leadershipsGoBackToThePreferredLeadersAfterAWhile() {
        world.topic("t", Map.of(0, List.of(2, 1)));
        world.kill(2);
        world.start(2);
        assertThat(world.state("t", 0).leader()).isEqualTo(1);
        // Broker 2 is not in the ISR, so nothing may happen.
        world.time.advanceMs(310_000);
        assertThat(world.state("t", 0).leader()).isEqualTo(1);
        PartitionState now = world.state("t", 0);
        AlterPartitionTest.grant(world, "t", now, List.of(1, 2));
        world.time.advanceMs(310_000);
        assertThat(world.state("t", 0).leader()).isEqualTo(2);
        assertThat(world.state("t", 0).isr()).containsExactlyInAnyOrder(1, 2);
    }
}
