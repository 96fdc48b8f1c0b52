package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.metadata.PartitionMetadata;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.message.UpdateMetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ControlFenceTest {
    private final List<JournalEntry> journal = new ArrayList<>();
    private final ControlFence fence = new ControlFence(new ReplicationRules(), () -> 100, journal::add);

    @Test
    void obeysTheSameControllerAndLaterOnes() {
        assertThat(fence.admit(ApiKeys.STOP_REPLICA, 1, 5, 100)).isEqualTo(Errors.NONE);
        assertThat(fence.admit(ApiKeys.STOP_REPLICA, 1, 5, 100)).isEqualTo(Errors.NONE);
        assertThat(fence.admit(ApiKeys.LEADER_AND_ISR, 2, 6, -1)).isEqualTo(Errors.NONE);
        assertThat(fence.highestControllerEpoch()).isEqualTo(6);
        assertThat(journal).last().isEqualTo(new JournalEntry.ControlAccepted("LEADER_AND_ISR", 2, 6, -1, 100, 5));
    }

    @Test
    void refusesAControllerThatWasReplaced() {
        fence.admit(ApiKeys.STOP_REPLICA, 2, 6, 100);
        assertThat(fence.admit(ApiKeys.STOP_REPLICA, 1, 5, 100)).isEqualTo(Errors.STALE_CONTROLLER_EPOCH);
        assertThat(fence.highestControllerEpoch()).isEqualTo(6);
        assertThat(journal).last().isInstanceOf(JournalEntry.RequestFenced.class);
    }

    @Test
    void refusesWhatWasMeantForAnEarlierIncarnationButNotForALaterOne() {
        assertThat(fence.admit(ApiKeys.STOP_REPLICA, 1, 5, 99)).isEqualTo(Errors.STALE_BROKER_EPOCH);
        assertThat(fence.highestControllerEpoch()).as("not raised").isEqualTo(-1);
        assertThat(fence.admit(ApiKeys.STOP_REPLICA, 1, 5, 101)).isEqualTo(Errors.NONE);
    }

    @Test
    void updatesFromThePastChangeNothing() {
        ClusterMetadata metadata = new ClusterMetadata();
        UpdateMetadataHandler handler = new UpdateMetadataHandler(fence, metadata);
        assertThat(update(handler, TestCluster.two().update())).isEqualTo(Errors.NONE);
        assertThat(update(handler, new TestCluster().broker(9, "PEER").update().setControllerEpoch(3)))
                .isEqualTo(Errors.STALE_CONTROLLER_EPOCH);
        assertThat(metadata.alive(1)).isTrue();
        assertThat(metadata.alive(9)).isFalse();
    }

    @Test
    void metadataKeepsWhatAnUpdateDoesNotMention() {
        ClusterMetadata metadata = TestCluster.two().metadata();
        metadata.apply(new TestCluster().broker(2, "PEER").update());
        assertThat(metadata.alive(1)).isFalse();
        assertThat(metadata.partition(new TopicPartition("t", 0)))
                .map(PartitionMetadata::leader)
                .contains(1);
        assertThat(metadata.topicName(TestCluster.TOPIC_ID)).contains("t");
    }

    @Test
    void aTopicIsGoneWithItsLastPartition() {
        ClusterMetadata metadata = TestCluster.two().metadata();
        metadata.apply(new TestCluster()
                .partition("t", TestCluster.TOPIC_ID, 0, -2, List.of(), List.of(1, 2))
                .update());
        assertThat(metadata.partition(new TopicPartition("t", 0))).isEmpty();
        assertThat(metadata.contains("t")).isFalse();
        assertThat(metadata.topicName(TestCluster.TOPIC_ID)).isEmpty();
        assertThat(metadata.topicId("t")).isEqualTo(Uuid.ZERO_UUID);
    }

    /** A killed broker comes back while its old registration still stands, and a controller that has not noticed goes on sending. */
    @Test
    void nothingIsObeyedBeforeThisProcessWasRegistered() {
        long[] own = {-1};
        ControlFence unregistered = new ControlFence(new ReplicationRules(), () -> own[0], journal::add);
        List<Request> obeyed = new ArrayList<>();
        RegisteredOnly gate = new RegisteredOnly(unregistered, obeyed::add);
        FakeRequest early = new FakeRequest(TestCluster.two().update(), 8, ListenerKind.PEER);
        gate.handle(early);
        assertThat(early.closed()).contains("not registered");
        assertThat(obeyed).isEmpty();
        own[0] = 100;
        gate.handle(new FakeRequest(TestCluster.two().update(), 8, ListenerKind.PEER));
        assertThat(obeyed).hasSize(1);
    }

    @Test
    void theLastEpochHoldsBetweenTwoSessions() {
        long[] own = {100};
        ControlFence between = new ControlFence(new ReplicationRules(), () -> own[0], journal::add);
        assertThat(between.admit(ApiKeys.STOP_REPLICA, 1, 5, 100)).isEqualTo(Errors.NONE);
        own[0] = -1;
        assertThat(between.hasBeenRegistered()).isTrue();
        assertThat(between.admit(ApiKeys.STOP_REPLICA, 1, 5, 99)).isEqualTo(Errors.STALE_BROKER_EPOCH);
        assertThat(between.admit(ApiKeys.STOP_REPLICA, 1, 5, 100)).isEqualTo(Errors.NONE);
    }

    @Test
    void nothingOfADeletedTopicIsLeftInItsNamesake() {
        ClusterMetadata metadata = TestCluster.two()
                .partition("t", TestCluster.TOPIC_ID, 1, 1, List.of(1), List.of(1))
                .metadata();
        Uuid other = new Uuid(3, 3);
        metadata.apply(new TestCluster()
                .partition("t", other, 0, 2, List.of(2), List.of(2))
                .update());
        assertThat(metadata.partitions("t")).hasSize(1);
        assertThat(metadata.topicName(TestCluster.TOPIC_ID)).isEmpty();
        assertThat(metadata.topicName(other)).contains("t");
    }

    private static Errors update(UpdateMetadataHandler handler, UpdateMetadataRequestData body) {
        FakeRequest request = new FakeRequest(body, 8, ListenerKind.PEER);
        handler.handle(request);
        return Errors.forCode(request.answer(UpdateMetadataResponseData.class).errorCode());
    }
}
