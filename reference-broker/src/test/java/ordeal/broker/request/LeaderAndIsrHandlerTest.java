package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.fake.FakeTopicConfigStore;
import ordeal.broker.fake.Replicas;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.log.Logs;
import ordeal.broker.replication.Partition;
import ordeal.broker.replication.Partitions;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.LeaderAndIsrRequestData;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrPartitionState;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrTopicState;
import org.apache.kafka.common.message.LeaderAndIsrResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class LeaderAndIsrHandlerTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final TopicSettings OTHERS = new TopicSettings(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, false, 2, false);

    private final Replicas replicas = new Replicas();
    private final SteppedEventLoop loop = replicas.loop();
    private final Logs logs = replicas.logs();
    private final Partitions partitions = replicas.partitions();
    private final FakeTopicConfigStore configs = new FakeTopicConfigStore();
    private final LeaderAndIsrHandler handler = new LeaderAndIsrHandler(
            partitions,
            new ControlFence(new ReplicationRules(), () -> Replicas.BROKER_EPOCH, replicas.journal()),
            configs,
            new LaterAnswer(loop));

    @Test
    void aPartitionIsLedAtOnceWhenTheSettingsOfItsTopicAreKnown() {
        assertThat(error(handle(1, 0))).isEqualTo(Errors.NONE);
        assertThat(partitions.get(PARTITION).flatMap(Partition::leader)).isPresent();
    }

    @Test
    void nothingIsLedByOtherSettingsThanItsOwn() {
        CompletableFuture<Void> read = new CompletableFuture<>();
        configs.knownWhen(read);
        FakeRequest request = handle(1, 0);
        assertThat(request.answers()).isZero();
        assertThat(partitions.get(PARTITION)).isEmpty();
        replicas.settings(OTHERS);
        read.complete(null);
        loop.runAll();
        assertThat(error(request)).isEqualTo(Errors.NONE);
        assertThat(partitions.get(PARTITION).orElseThrow().log().settings()).isEqualTo(OTHERS);
    }

    /** As after a restart: the log was opened before anybody could read the topic's settings. */
    @Test
    void aLogThatIsThereAlreadyTakesOnTheSettingsOfItsTopic() {
        assertThat(error(handle(1, 0))).isEqualTo(Errors.NONE);
        assertThat(partitions.stop(PARTITION, -1)).isEqualTo(Errors.NONE);
        TopicSettings before = replicas.settings();
        replicas.settings(OTHERS);
        assertThat(logs.get(PARTITION).orElseThrow().settings()).isEqualTo(before);
        assertThat(error(handle(1, 1))).isEqualTo(Errors.NONE);
        assertThat(logs.get(PARTITION).orElseThrow().settings()).isEqualTo(OTHERS);
    }

    @Test
    void settingsThatAreReadLaterReachALogThatNobodyLeadsYet() {
        assertThat(error(handle(1, 0))).isEqualTo(Errors.NONE);
        assertThat(partitions.stop(PARTITION, -1)).isEqualTo(Errors.NONE);
        replicas.settings(OTHERS);
        partitions.configure("another");
        assertThat(logs.get(PARTITION).orElseThrow().settings()).isNotEqualTo(OTHERS);
        partitions.configure("t");
        assertThat(logs.get(PARTITION).orElseThrow().settings()).isEqualTo(OTHERS);
    }

    @Test
    void aControllerThatWasReplacedDuringTheWaitIsRefused() {
        CompletableFuture<Void> read = new CompletableFuture<>();
        configs.knownWhen(read);
        FakeRequest old = handle(1, 0);
        configs.knownWhen(CompletableFuture.completedFuture(null));
        assertThat(error(handle(2, 1))).isEqualTo(Errors.NONE);
        read.complete(null);
        loop.runAll();
        assertThat(old.answer(LeaderAndIsrResponseData.class).errorCode())
                .isEqualTo(Errors.STALE_CONTROLLER_EPOCH.code());
        assertThat(partitions.get(PARTITION).orElseThrow().leaderEpoch()).isEqualTo(1);
    }

    private FakeRequest handle(int controllerEpoch, int leaderEpoch) {
        FakeRequest request = new FakeRequest(
                new LeaderAndIsrRequestData()
                        .setControllerId(1)
                        .setControllerEpoch(controllerEpoch)
                        .setBrokerEpoch(Replicas.BROKER_EPOCH)
                        .setTopicStates(List.of(new LeaderAndIsrTopicState()
                                .setTopicName("t")
                                .setTopicId(Replicas.TOPIC_ID)
                                .setPartitionStates(List.of(new LeaderAndIsrPartitionState()
                                        .setPartitionIndex(0)
                                        .setControllerEpoch(controllerEpoch)
                                        .setLeader(1)
                                        .setLeaderEpoch(leaderEpoch)
                                        .setPartitionEpoch(leaderEpoch)
                                        .setIsr(List.of(1))
                                        .setReplicas(List.of(1)))))),
                ApiKeys.LEADER_AND_ISR.latestVersion(),
                ListenerKind.PEER);
        handler.handle(request);
        loop.runAll();
        return request;
    }

    private static Errors error(FakeRequest request) {
        LeaderAndIsrResponseData answer = request.answer(LeaderAndIsrResponseData.class);
        assertThat(answer.errorCode()).isZero();
        return Errors.forCode(answer.topics()
                .find(Replicas.TOPIC_ID)
                .partitionErrors()
                .getFirst()
                .errorCode());
    }
}
