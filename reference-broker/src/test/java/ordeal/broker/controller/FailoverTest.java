package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.broker.controller.ControllerWorld.Node;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.fake.RecordingPeerTransport.Sent;
import ordeal.broker.journal.JournalEntry;
import org.apache.kafka.common.message.LeaderAndIsrRequestData;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrPartitionState;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailoverTest {
    private final ControllerWorld world = new ControllerWorld(2);

    @AfterEach
    void nothingImpossibleHappened() {
        world.verify();
    }

    private static LeaderAndIsrPartitionState only(LeaderAndIsrRequestData request) {
        return request.topicStates().getFirst().partitionStates().getFirst();
    }

    @Test
    void brokersHearWhoIsAliveThenWhatToLeadThenTheMetadata() {
        world.start(1, 2, 3);
        world.topic("t", Map.of(0, List.of(2, 3)));
        world.kill(1);
        Node controller = world.controller();
        List<ApiKeys> toBroker3 = controller.peers.sent().stream()
                .filter(sent -> sent.broker() == 3)
                .map(Sent::api)
                .toList();
        assertThat(toBroker3.subList(0, 3))
                .containsExactly(ApiKeys.UPDATE_METADATA, ApiKeys.LEADER_AND_ISR, ApiKeys.UPDATE_METADATA);
        UpdateMetadataRequestData first =
                controller.peers.sentTo(3, UpdateMetadataRequestData.class).getFirst();
        assertThat(first.topicStates()).isEmpty();
        assertThat(first.liveBrokers())
                .extracting(UpdateMetadataRequestData.UpdateMetadataBroker::id)
                .containsExactly(2, 3);
        assertThat(first.liveBrokers().getFirst().endpoints())
                .extracting(endpoint -> endpoint.listener() + " " + endpoint.host() + ":" + endpoint.port())
                .containsExactly("PEER peer-2:9092", "CLIENT client-2:9093");
    }

    @Test
    void replicasGetTheStateAsItIsWithTopicIdsAndTheirLeadersAddress() {
        world.start(1, 2, 3);
        world.topic("t", Map.of(0, List.of(2, 3)));
        world.kill(1);
        LeaderAndIsrRequestData request = world.controller()
                .peers
                .sentTo(3, LeaderAndIsrRequestData.class)
                .getFirst();
        assertThat(request.controllerEpoch()).isEqualTo(2);
        assertThat(request.brokerEpoch()).isEqualTo(world.node(3).brokerEpoch());
        assertThat(request.topicStates().getFirst().topicId().toString()).hasSize(22);
        assertThat(request.liveLeaders())
                .extracting(leader -> leader.brokerId() + " " + leader.hostName() + ":" + leader.port())
                .containsExactly("2 peer-2:9092");
        PartitionState state = world.state("t", 0);
        assertThat(only(request).leaderEpoch())
                .as("nothing changed for this partition")
                .isZero();
        assertThat(only(request).partitionEpoch()).isEqualTo(state.partitionEpoch());
        assertThat(only(request).replicas()).containsExactly(2, 3);
        assertThat(only(request).isNew()).isFalse();
    }

    @Test
    void whatTheDeadControllerLedGetsANewLeaderInOneStepOfTheEpoch() {
        world.start(1, 2, 3);
        world.topic("t", Map.of(0, List.of(1, 2, 3)));
        world.kill(1);
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(2, 1, List.of(2, 3), 2, false, 1));
        assertThat(world.controller().member.journal().all(JournalEntry.StateWritten.class))
                .extracting(JournalEntry.StateWritten::reason)
                .containsExactly("new controller");
    }

    @Test
    void aLeaderThatRestartedUnnoticedIsReplacedBeforeAnybodyHearsOfIt() {
        world.start(1, 2, 3);
        world.topic("t", Map.of(0, List.of(1, 2, 3)));
        long failed = world.node(1).brokerEpoch();
        // Broker 1 controls and leads; it comes back under a new epoch before anybody else is elected.
        world.node(2).member.coordination().cut(true);
        world.node(3).member.coordination().cut(true);
        world.node(1).member.crash();
        world.zookeeper.expire(world.node(1).member.coordination().sessionId());
        world.start(1);
        assertThat(world.node(1).brokerEpoch()).isGreaterThan(failed);
        assertThat(world.controller()).isSameAs(world.node(1));
        world.node(2).member.coordination().restore();
        world.node(3).member.coordination().restore();
        world.time.runReady();
        assertThat(world.state("t", 0)).isEqualTo(new PartitionState(2, 1, List.of(2, 3), 2, false, 1));
        for (int broker : List.of(1, 2, 3)) {
            assertThat(world.node(1).peers.sentTo(broker, LeaderAndIsrRequestData.class))
                    .isNotEmpty()
                    .allMatch(request ->
                            only(request).leader() == 2 && only(request).leaderEpoch() == 1);
        }
    }

    @Test
    void topicsWithoutAnIdGetOne() {
        world.zookeeper.put("/brokers/topics/old", "{\"version\":1,\"partitions\":{\"0\":[1]}}");
        world.start(1);
        assertThat(world.zookeeper.text("/brokers/topics/old")).contains("topic_id");
        assertThat(world.state("old", 0)).isEqualTo(new PartitionState(1, 0, List.of(1), 1, false, 0));
    }

    @Test
    void announcementsOfAnOlderProtocolAreCleared() {
        world.zookeeper.put("/isr_change_notification/isr_change_0000000000", "{}");
        world.zookeeper.put("/log_dir_event_notification/log_dir_event_0000000000", "{}");
        world.start(1);
        assertThat(world.zookeeper.children("/isr_change_notification")).isEmpty();
        assertThat(world.zookeeper.children("/log_dir_event_notification")).isEmpty();
    }
}
