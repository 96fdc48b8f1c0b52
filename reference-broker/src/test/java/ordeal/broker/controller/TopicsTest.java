package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.broker.controller.ControllerWorld.Node;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PartitionState;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.StopReplicaRequestData;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final ControllerWorld world = new ControllerWorld(6).start(1, 2, 3);
    private final Node controller = world.node(1);

    @AfterEach
    void nothingImpossibleHappened() {
        world.verify();
    }

    private static CreatableTopic topic(String name, int partitions, int replicationFactor) {
        return new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short)
                replicationFactor);
    }

    private static CreatableTopic with(CreatableTopic topic, String name, String value) {
        topic.configs().add(new CreatableTopicConfig().setName(name).setValue(value));
        return topic;
    }

    private CreateTopicsResponseData create(CreatableTopic... topics) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(5000);
        for (CreatableTopic topic : topics) {
            request.topics().add(topic);
        }
        return world.ask(1, api -> api.createTopics(request, (short) 7));
    }

    private Errors errorOf(CreatableTopic topic) {
        return Errors.forCode(create(topic).topics().find(topic.name()).errorCode());
    }

    private DeleteTopicsResponseData delete(String name) {
        return world.ask(
                1,
                api -> api.deleteTopics(
                        new DeleteTopicsRequestData()
                                .setTimeoutMs(5000)
                                .setTopics(List.of(new DeleteTopicState().setName(name))),
                        (short) 6));
    }

    @Test
    void aTopicIsCreatedWithItsSettingsAndLeaders() {
        var answer = create(with(topic("t", 3, 2), "min.insync.replicas", "2"))
                .topics()
                .find("t");
        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.numPartitions()).isEqualTo(3);
        assertThat(answer.replicationFactor()).isEqualTo((short) 2);
        assertThat(answer.configs())
                .filteredOn(config -> config.configSource() == 1)
                .extracting(config -> config.name() + "=" + config.value())
                .containsExactly("min.insync.replicas=2");
        assertThat(world.zookeeper.text("/config/topics/t")).contains("min.insync.replicas");
        assertThat(world.zookeeper.text("/brokers/topics/t"))
                .contains(answer.topicId().toString());
        for (int partition = 0; partition < 3; partition++) {
            assertThat(world.state("t", partition).isr()).hasSize(2);
        }
    }

    @Test
    void aCreationWhoseAnswersWereLostSucceeds() {
        for (String path : List.of("/config/topics/t", "/brokers/topics/u", "/brokers/topics/v/partitions/0/state")) {
            controller
                    .member
                    .coordination()
                    .loseConnectionAt(write -> write.getLast().path().equals(path), true, 100);
            String name = path.contains("/t") && path.endsWith("/t") ? "t" : path.endsWith("/u") ? "u" : "v";
            assertThat(errorOf(topic(name, 1, 2))).isEqualTo(Errors.NONE);
        }
    }

    @Test
    void whatKafkaRefusesIsRefused() {
        create(topic("t", 1, 1), topic("a.b", 1, 1));
        assertThat(errorOf(topic("t", 1, 1))).isEqualTo(Errors.TOPIC_ALREADY_EXISTS);
        assertThat(errorOf(topic("a_b", 1, 1))).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
        assertThat(errorOf(topic("no/slash", 1, 1))).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
        assertThat(errorOf(topic("u", 0, 1))).isEqualTo(Errors.INVALID_PARTITIONS);
        assertThat(errorOf(topic("u", 1, 0))).isEqualTo(Errors.INVALID_REPLICATION_FACTOR);
        assertThat(errorOf(topic("u", 1, 4))).isEqualTo(Errors.INVALID_REPLICATION_FACTOR);
        assertThat(errorOf(with(topic("u", 1, 1), "retention.ms", "soon"))).isEqualTo(Errors.INVALID_CONFIG);
        assertThat(errorOf(with(topic("u", 1, 1), "retenton.ms", "1"))).isEqualTo(Errors.INVALID_CONFIG);
        assertThat(world.zookeeper.children("/brokers/topics")).containsExactly("a.b", "t");
    }

    @Test
    void replicasMayBeGivenByHand() {
        CreatableTopic given = topic("t", -1, -1);
        given.assignments()
                .add(new CreatableReplicaAssignment().setPartitionIndex(0).setBrokerIds(List.of(3, 1)));
        assertThat(errorOf(given)).isEqualTo(Errors.NONE);
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(3, 0, List.of(3, 1), 1, false, 0));
        for (List<Integer> wrong : List.of(List.of(1, 1), List.of(1, 9), List.<Integer>of())) {
            CreatableTopic bad = topic("u", -1, -1);
            bad.assignments()
                    .add(new CreatableReplicaAssignment().setPartitionIndex(0).setBrokerIds(wrong));
            assertThat(errorOf(bad)).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        }
        CreatableTopic gap = topic("u", -1, -1);
        gap.assignments()
                .add(new CreatableReplicaAssignment().setPartitionIndex(1).setBrokerIds(List.of(1)));
        assertThat(errorOf(gap)).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
    }

    @Test
    void aValidationCreatesNothing() {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setValidateOnly(true);
        request.topics().add(topic("t", 3, 2));
        var answer = world.ask(1, api -> api.createTopics(request, (short) 7));
        assertThat(answer.topics().find("t").errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(world.zookeeper.children("/brokers/topics")).isEmpty();
    }

    @Test
    void aPartitionThatIsAddedGetsAState() {
        world.topic("t", Map.of(0, List.of(2, 3)));
        world.topic("t", Map.of(0, List.of(2, 3), 1, List.of(3, 2)));
        assertThat(world.state("t", 1)).isEqualTo(new PartitionState(3, 0, List.of(3, 2), 1, false, 0));
    }

    @Test
    void aTopicIsDeletedWhenAllReplicasHaveDeletedIt() {
        create(topic("t", 2, 3));
        controller.peers.forget();
        assertThat(delete("t").responses().find("t").errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(world.zookeeper.children("/brokers/topics")).isEmpty();
        assertThat(world.zookeeper.children("/config/topics")).isEmpty();
        assertThat(world.zookeeper.children("/admin/delete_topics")).isEmpty();
        List<StopReplicaRequestData> stops = controller.peers.sentTo(2, StopReplicaRequestData.class);
        assertThat(stops).hasSize(2);
        assertThat(stops.get(0).topicStates().getFirst().partitionStates())
                .allMatch(partition -> !partition.deletePartition() && partition.leaderEpoch() == 1);
        assertThat(stops.get(1).topicStates().getFirst().partitionStates())
                .hasSize(2)
                .allMatch(partition -> partition.deletePartition() && partition.leaderEpoch() == -2);
        assertThat(controller
                        .peers
                        .sentTo(3, UpdateMetadataRequestData.class)
                        .getFirst()
                        .topicStates()
                        .getFirst()
                        .partitionStates())
                .allMatch(partition -> partition.leader() == -2);
        assertThat(errorOf(topic("t", 2, 3))).as("it can be created again").isEqualTo(Errors.NONE);
    }

    @Test
    void aDeletionWaitsForAllReplicasToBeThere() {
        create(topic("t", 1, 3));
        world.kill(3);
        assertThat(delete("t").responses().find("t").errorCode()).isEqualTo(Errors.REQUEST_TIMED_OUT.code());
        assertThat(world.zookeeper.children("/brokers/topics")).containsExactly("t");
        world.start(3);
        assertThat(world.zookeeper.children("/brokers/topics")).isEmpty();
    }

    @Test
    void aDeletionIsGoneOnWithByTheNextController() {
        create(topic("t", 1, 3));
        controller.peers.fail(2, true);
        assertThat(delete("t").responses().find("t").errorCode()).isEqualTo(Errors.REQUEST_TIMED_OUT.code());
        world.zookeeper.expire(controller.member.coordination().sessionId());
        world.time.advanceMs(1000);
        controller.peers.fail(2, false);
        world.time.advanceMs(1000);
        assertThat(world.zookeeper.children("/brokers/topics")).isEmpty();
        assertThat(world.zookeeper.children("/admin/delete_topics")).isEmpty();
    }

    @Test
    void aTopicThatIsNotThereCannotBeDeleted() {
        assertThat(delete("t").responses().find("t").errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        world.zookeeper.put("/admin/delete_topics/t", "");
        world.time.runReady();
        assertThat(world.zookeeper.children("/admin/delete_topics")).isEmpty();
    }

    @Test
    void everythingSentAndAnsweredCanBeWrittenToTheWire() {
        CreateTopicsResponseData created = create(topic("t", 2, 3), topic("no/slash", 1, 1));
        for (short version = 2; version <= 7; version++) {
            assertThat(MessageUtil.toByteBuffer(created, version).remaining()).isPositive();
        }
        DeleteTopicsResponseData deleted = delete("t");
        for (short version = 1; version <= 6; version++) {
            assertThat(MessageUtil.toByteBuffer(deleted, version).remaining()).isPositive();
        }
        assertThat(controller.peers.sent())
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(MessageUtil.toByteBuffer(
                                        sent.request(), sent.request().highestSupportedVersion())
                                .remaining())
                        .isPositive());
    }

    @Test
    void everyWriteOfTheControllerIsGuarded() {
        create(topic("t", 2, 3));
        world.kill(3);
        delete("t");
        assertThat(world.zookeeper.transactions())
                .filteredOn(transaction -> transaction.operations().stream()
                        .anyMatch(operation -> operation.path().contains("/partitions")))
                .isNotEmpty()
                .allMatch(transaction -> transaction.operations().getFirst() instanceof Operation.Check check
                        && check.path().equals("/controller_epoch"));
    }
}
