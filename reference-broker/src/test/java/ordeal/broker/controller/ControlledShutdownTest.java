package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.broker.controller.ControllerWorld.Node;
import ordeal.broker.coordination.PartitionState;
import org.apache.kafka.common.message.ControlledShutdownRequestData;
import org.apache.kafka.common.message.ControlledShutdownResponseData;
import org.apache.kafka.common.message.StopReplicaRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlledShutdownTest {
    private final ControllerWorld world = new ControllerWorld(5).start(1, 2, 3);
    private final Node controller = world.node(1);

    @AfterEach
    void nothingImpossibleHappened() {
        world.verify();
    }

    private ControlledShutdownResponseData leave(int broker, long brokerEpoch) {
        return world.ask(
                1,
                api -> api.controlledShutdown(
                        new ControlledShutdownRequestData().setBrokerId(broker).setBrokerEpoch(brokerEpoch),
                        (short) 3));
    }

    @Test
    void leadershipsMoveAndFollowersStop() {
        world.topic("t", Map.of(0, List.of(2, 3), 1, List.of(3, 2)));
        controller.peers.forget();
        var answer = leave(2, world.node(2).brokerEpoch());
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.remainingPartitions()).isEmpty();
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(3, 1, List.of(3), 1, false, 1));
        assertThat(world.state("t", 1)).isEqualTo(new PartitionState(3, 1, List.of(3), 1, false, 1));
        StopReplicaRequestData stop =
                controller.peers.sentTo(2, StopReplicaRequestData.class).getFirst();
        assertThat(stop.topicStates().getFirst().partitionStates())
                .extracting(partition -> partition.partitionIndex() + " " + partition.deletePartition())
                .containsExactly("1 false");
    }

    @Test
    void whatCannotMoveIsNamedAndABrokerOfTheIsrThatLeavesDoesNotTakeOver() {
        world.topic("t", Map.of(0, List.of(2, 3), 1, List.of(2)));
        leave(3, world.node(3).brokerEpoch());
        var answer = leave(2, world.node(2).brokerEpoch());
        assertThat(answer.remainingPartitions())
                .as("the partition with one replica is not counted")
                .extracting(partition -> partition.topicName() + "-" + partition.partitionIndex())
                .containsExactly("t-0");
        assertThat(world.state("t", 0).leader()).isEqualTo(2);
    }

    @Test
    void aRequestOfAnEarlierIncarnationIsRefused() {
        assertThat(leave(2, world.node(2).brokerEpoch() - 1).errorCode()).isEqualTo(Errors.STALE_BROKER_EPOCH.code());
        assertThat(leave(9, 1).errorCode()).isEqualTo(Errors.BROKER_NOT_AVAILABLE.code());
    }
}
