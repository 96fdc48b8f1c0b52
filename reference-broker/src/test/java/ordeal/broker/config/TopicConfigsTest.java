package ordeal.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.fake.FakeMember;
import ordeal.broker.fake.FakeZooKeeper;
import ordeal.broker.fake.SmallBrokerConfig;
import ordeal.broker.fake.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicConfigsTest {
    private final VirtualTime time = new VirtualTime(5);
    private final FakeZooKeeper zookeeper = new FakeZooKeeper(time.newLoop("zookeeper"), 3000);
    private final FakeMember member = new FakeMember(time, zookeeper, 1);
    private final TopicConfigs configs = configsOf(member);
    private final List<String> changed = new ArrayList<>();

    private static TopicConfigs configsOf(FakeMember of) {
        TopicConfigs made = new TopicConfigs(of.loop(), SmallBrokerConfig.topicDefaults());
        of.membership().listen(made);
        return made;
    }

    @BeforeEach
    void join() {
        zookeeper.put("/config/topics/old", "{\"version\":1,\"config\":{\"min.insync.replicas\":\"2\"}}");
        zookeeper.put("/controller", "{\"version\":2,\"brokerid\":1,\"timestamp\":\"0\"}");
        configs.listen(changed::add);
        member.join(null);
        time.runReady();
    }

    private void alter(TopicConfigs by, FakeMember on, String topic, String name, String value) {
        on.loop().execute(() -> {
            var _ = by.alter(topic, settings -> {
                settings.put(name, value);
                return settings;
            });
        });
        time.runReady();
    }

    @Test
    void settingsAreKnownBeforeTheBrokerRegisters() {
        assertThat(configs.settings("old").minInsyncReplicas()).isEqualTo(2);
        assertThat(configs.settings("old").segmentBytes())
                .isEqualTo(SmallBrokerConfig.topicDefaults().segmentBytes());
        assertThat(configs.settings("other")).isEqualTo(SmallBrokerConfig.topicDefaults());
    }

    @Test
    void aChangeIsAnnouncedToAllBrokersAndReadByThem() {
        FakeMember other = new FakeMember(time, zookeeper, 2);
        TopicConfigs others = configsOf(other);
        other.join(null);
        time.runReady();
        alter(configs, member, "old", "retention.ms", "1000");
        assertThat(others.settings("old").retentionMs()).isEqualTo(1000);
        assertThat(others.settings("old").minInsyncReplicas()).isEqualTo(2);
        assertThat(configs.own("old")).isEqualTo(Map.of("min.insync.replicas", "2", "retention.ms", "1000"));
        assertThat(zookeeper.children("/config/changes")).containsExactly("config_change_0000000000");
        assertThat(changed).contains("old");
    }

    @Test
    void settingsWrittenAMomentAgoAreKnownToWhoeverWaitsForThem() {
        zookeeper.put("/config/topics/new", "{\"version\":1,\"config\":{\"min.insync.replicas\":\"2\"}}");
        CompletableFuture<Void> known = configs.whenKnown(List.of("old", "new"));
        assertThat(known).isNotDone();
        time.runReady();
        assertThat(known).isCompleted();
        assertThat(configs.settings("new").minInsyncReplicas()).isEqualTo(2);
        assertThat(configs.whenKnown(List.of("old", "new"))).isCompleted();
    }

    @Test
    void nobodyWaitsForSettingsThatCannotBeReadOrAreNotThere() {
        assertThat(new TopicConfigs(member.loop(), SmallBrokerConfig.topicDefaults()).whenKnown(List.of("new")))
                .isCompleted();
        CompletableFuture<Void> known = configs.whenKnown(List.of("nowhere"));
        time.runReady();
        assertThat(known).isCompleted();
    }

    @Test
    void aTopicThatAppearsIsReadWithoutAnAnnouncement() {
        zookeeper.put("/config/topics/new", "{\"version\":1,\"config\":{\"flush.messages\":\"1\"}}");
        time.runReady();
        assertThat(configs.settings("new").syncBeforeCounting()).isTrue();
        zookeeper.remove("/config/topics/new");
        time.runReady();
        assertThat(configs.settings("new")).isEqualTo(SmallBrokerConfig.topicDefaults());
    }

    /** Between two looks: the list of topics is the same. */
    @Test
    void aTopicThatIsDeletedAndMadeAgainIsReadAgain() {
        zookeeper.remove("/config/topics/old");
        zookeeper.put("/config/topics/old", "{\"version\":1,\"config\":{\"min.insync.replicas\":\"3\"}}");
        time.runReady();
        assertThat(configs.settings("old").minInsyncReplicas()).isEqualTo(3);
    }

    @Test
    void aWriteWhileTheControllerChangesIsDoneAgain() {
        member.coordination().loseConnectionAt(write -> write.getLast().path().equals("/config/topics/old"), false, 50);
        member.loop().execute(() -> {
            var _ = configs.alter("old", settings -> {
                settings.put("retention.ms", "7");
                return settings;
            });
        });
        time.advanceMs(10);
        zookeeper.put("/controller", "{\"version\":2,\"brokerid\":2,\"timestamp\":\"0\"}");
        time.advanceMs(1000);
        assertThat(configs.settings("old").retentionMs()).isEqualTo(7);
    }

    @Test
    void oldAnnouncementsAreSweptAway() {
        alter(configs, member, "old", "retention.ms", "1000");
        time.advanceMs(16 * 60 * 1000);
        alter(configs, member, "old", "retention.ms", "2000");
        assertThat(zookeeper.children("/config/changes")).containsExactly("config_change_0000000001");
    }

    @Test
    void aSettingThatMakesNoSenseIsLeftOut() {
        zookeeper.put(
                "/config/topics/new",
                "{\"version\":1,\"config\":{\"flush.messages\":\"1\",\"retention.ms\":\"x\",\"what\":\"?\"}}");
        time.runReady();
        assertThat(configs.own("new")).isEqualTo(Map.of("flush.messages", "1"));
    }
}
