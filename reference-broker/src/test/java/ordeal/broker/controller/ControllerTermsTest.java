package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.broker.controller.ControllerWorld.Node;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.fake.FakeZooKeeper.Transaction;
import ordeal.broker.journal.JournalEntry;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.LeaderAndIsrRequestData;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControllerTermsTest {
    private ControllerWorld world = new ControllerWorld(1);

    @AfterEach
    void nothingImpossibleHappened() {
        world.verify();
    }

    @Test
    void theFirstBrokerIsElectedInEpochOne() {
        world.start(1, 2);
        assertThat(world.controller()).isSameAs(world.node(1));
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("1");
        assertThat(world.zookeeper.text("/controller")).contains("\"brokerid\":1");
        assertThat(world.node(1).member.journal().all(JournalEntry.Elected.class))
                .containsExactly(new JournalEntry.Elected(1, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void ofBrokersThatRunTogetherOneIsElected(long seed) {
        world = new ControllerWorld(seed);
        List.of(1, 2, 3).forEach(world::begin);
        world.time.advanceMs(100);
        assertThat(world.controller().controller.active()).isTrue();
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("1");
    }

    @Test
    void anElectionWhoseAnswerWasLostIsRecognised() {
        Node first = world.begin(1);
        first.member.coordination().loseConnectionAt(ControllerTermsTest::election, true, 100);
        world.time.advanceMs(1000);
        assertThat(first.controller.active()).isTrue();
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("1");
    }

    @Test
    void whenTheControllerDiesAnotherIsElectedInTheNextEpoch() {
        world.start(1, 2);
        world.kill(1);
        assertThat(world.controller()).isSameAs(world.node(2));
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("2");
    }

    @Test
    void whenItsZnodeIsDeletedTheControllerResignsAndOneIsElected() {
        world.start(1, 2, 3);
        world.zookeeper.remove("/controller");
        world.time.runReady();
        assertThat(world.controller().controller.active()).isTrue();
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("2");
        assertThat(world.node(1).member.journal().all(JournalEntry.Resigned.class))
                .hasSize(1);
    }

    @Test
    void aDeposedControllersWriteFailsAndItResigns() {
        world.start(1, 2, 3);
        world.topic("t", Map.of(0, List.of(1, 2, 3)));
        Node deposed = world.node(1);
        // Another controller is elected, and this one is not told: its watch is lost with the connection.
        deposed.member.coordination().cut(false);
        world.zookeeper.remove("/controller");
        world.time.runReady();
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("2");
        assertThat(deposed.controller.active()).isTrue();
        var answer = deposed.controller.electLeaders(new ElectLeadersRequestData().setTopicPartitions(null), (short) 2);
        long before = world.zookeeper.transactions().size();
        world.kill(2);
        deposed.member.coordination().restore();
        world.time.runReady();
        assertThat(deposed.controller.active()).isFalse();
        assertThat(answer.getNow(null).errorCode()).isIn(Errors.NOT_CONTROLLER.code(), Errors.NONE.code());
        assertThat(world.zookeeper
                        .transactions()
                        .subList((int) before, world.zookeeper.transactions().size()))
                .filteredOn(transaction -> writesState(transaction, deposed))
                .isEmpty();
        assertThat(deposed.member.journal().all(JournalEntry.Resigned.class)).hasSize(1);
    }

    /** It gives up, and makes way half a second later; by then it may have been elected again. */
    @Test
    void theFarewellOfAnOldTermDoesNotEndTheNext() {
        world.start(1);
        world.zookeeper.remove("/brokers/topics");
        world.time.runReady();
        assertThat(world.node(1).controller.active()).isFalse();
        world.zookeeper.put("/brokers/topics", "");
        world.zookeeper.remove("/controller");
        world.time.runReady();
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("2");
        world.time.advanceMs(2000);
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("2");
        assertThat(world.node(1).controller.active()).isTrue();
    }

    @Test
    void aControllerThatGaveUpMakesWay() {
        world.start(1);
        world.zookeeper.remove("/brokers/topics");
        world.time.runReady();
        world.zookeeper.put("/brokers/topics", "");
        world.time.advanceMs(499);
        assertThat(world.node(1).controller.active()).isFalse();
        assertThat(world.zookeeper.text("/controller")).contains("\"brokerid\":1");
        world.time.advanceMs(100);
        assertThat(world.node(1).controller.active()).isTrue();
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("2");
    }

    @Test
    void aGuardedWriteOfAnOldTermResignsAndLeavesNothingForTheNext() {
        world.start(1, 2, 3);
        world.topic("t", Map.of(0, List.of(3, 1), 1, List.of(1, 3)));
        // The epoch moves on without /controller having changed: only the guard can tell.
        world.zookeeper.put("/controller_epoch", "2");
        world.kill(3);
        assertThat(world.node(1).member.journal().all(JournalEntry.Resigned.class))
                .hasSize(1);
        world.time.advanceMs(2000);
        assertThat(world.controller().controller.active()).isTrue();
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("3");
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(1, 1, List.of(1), 3, false, 1));
        assertThat(world.state("t", 1)).isEqualTo(new PartitionState(1, 1, List.of(1), 3, false, 1));
        assertThat(world.controller()
                        .peers
                        .sentTo(2, UpdateMetadataRequestData.class)
                        .getLast()
                        .controllerEpoch())
                .isEqualTo(3);
    }

    @Test
    void anExpiredControllerDropsEverythingAndMayBeElectedAgain() {
        world.start(1);
        world.topic("t", Map.of(0, List.of(1)));
        Node node = world.node(1);
        node.peers.fail(1, true);
        node.member.loop().execute(() -> {
            var _ = node.controller.electLeaders(new ElectLeadersRequestData().setTopicPartitions(null), (short) 2);
        });
        world.zookeeper.expire(node.member.coordination().sessionId());
        world.time.runReady();
        node.peers.fail(1, false);
        node.peers.forget();
        world.time.advanceMs(500);
        assertThat(node.controller.active()).isTrue();
        assertThat(world.zookeeper.text("/controller_epoch")).isEqualTo("2");
        assertThat(node.member.journal().all(JournalEntry.Resigned.class))
                .extracting(JournalEntry.Resigned::controllerEpoch)
                .containsExactly(1);
        assertThat(node.peers.sentTo(1, LeaderAndIsrRequestData.class))
                .isNotEmpty()
                .allMatch(request -> request.controllerEpoch() == 2 && request.brokerEpoch() == node.brokerEpoch());
    }

    @Test
    void aBrokerThatIsNotControllerSaysSo() {
        world.start(1, 2);
        assertThat(world.ask(2, api -> api.electLeaders(new ElectLeadersRequestData(), (short) 2))
                        .errorCode())
                .isEqualTo(Errors.NOT_CONTROLLER.code());
    }

    private static boolean election(List<Operation> operations) {
        return operations.getFirst().path().equals("/controller");
    }

    private static boolean writesState(Transaction transaction, Node by) {
        return transaction.session() == by.member.coordination().sessionId()
                && transaction.operations().stream()
                        .anyMatch(operation -> operation.path().endsWith("/state"));
    }
}
