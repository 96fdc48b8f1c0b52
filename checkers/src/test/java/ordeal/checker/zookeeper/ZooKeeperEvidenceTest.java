package ordeal.checker.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ordeal.checker.Partition;
import ordeal.checker.run.Part;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what a real server wrote for a real client that behaves like a broker. */
class ZooKeeperEvidenceTest {
    private static final Partition PARTITION = new Partition("t", 0);
    private static final String STATE = "/kafka/brokers/topics/t/partitions/0/state";

    @TempDir
    Path temp;

    @Test
    void tellsTheClusterFromARealServersLog() throws Exception {
        long session;
        long operator;
        long finalZxid;
        Path version2;
        try (EmbeddedZooKeeper server = new EmbeddedZooKeeper(temp)) {
            version2 = server.version2();
            ZooKeeper broker = server.connect();
            session = broker.getSessionId();
            live(broker);
            broker.close();
            ZooKeeper harness = server.connect();
            operator = harness.getSessionId();
            Stat last = harness.setData("/kafka", bytes("end"), -1);
            finalZxid = last.getMzxid();
            harness.close();
        }
        ClusterTimeline timeline = timeline(version2, finalZxid);

        assertThat(timeline.controllers()).singleElement().satisfies(term -> {
            assertThat(term.epoch()).isEqualTo(1);
            assertThat(term.broker()).isEqualTo(2);
            assertThat(term.session()).isEqualTo(session);
            assertThat(term.toZxid()).isEqualTo(finalZxid - 2);
        });
        assertThat(timeline.registrations()).singleElement().satisfies(life -> {
            assertThat(life.broker()).isEqualTo(2);
            assertThat(life.toZxid()).isEqualTo(finalZxid - 2);
            assertThat(life.holdsAt(life.brokerEpoch())).isTrue();
            assertThat(life.holdsAt(finalZxid)).isFalse();
        });
        assertThat(timeline.assignments()).containsExactly(Map.entry(PARTITION, List.of(2, 3, 1)));
        assertThat(timeline.states(PARTITION)).hasSize(2).last().satisfies(state -> {
            assertThat(state.leader()).isEqualTo(3);
            assertThat(state.leaderEpoch()).isEqualTo(1);
            assertThat(state.controllerEpoch()).isEqualTo(1);
            assertThat(state.isr()).containsExactly(3, 1);
            assertThat(state.partitionEpoch()).isEqualTo(1);
            assertThat(state.session()).isEqualTo(session);
        });
        long election = timeline.states(PARTITION).getLast().zxid();
        assertThat(timeline.stateAt(PARTITION, election - 1).orElseThrow().leader())
                .isEqualTo(2);
        assertThat(timeline.uncleanElectionAllowed(PARTITION, election)).isFalse();
        assertThat(timeline.uncleanElectionAllowed(PARTITION, finalZxid)).isTrue();
        LoggedTransaction fenced = timeline.transactions().orElseThrow().stream()
                .filter(transaction -> transaction.zxid() == election)
                .findFirst()
                .orElseThrow();
        assertThat(fenced.checkOf("/controller_epoch")).contains(new Operation.Check("/controller_epoch", 1));
        assertThat(timeline.transactions().orElseThrow())
                .filteredOn(LoggedTransaction::failed)
                .as("the refused multis took zxids and changed nothing")
                .hasSize(2);
        assertThat(timeline.lastZxid()).isGreaterThanOrEqualTo(finalZxid);
        assertThat(operator).isNotEqualTo(session);
    }

    private static void live(ZooKeeper broker) throws Exception {
        for (String path : List.of(
                "/kafka",
                "/kafka/brokers",
                "/kafka/brokers/ids",
                "/kafka/brokers/topics",
                "/kafka/config",
                "/kafka/config/topics")) {
            create(broker, path, "");
        }
        broker.multi(List.of(
                Op.create("/kafka/brokers/ids/2", null, EmbeddedZooKeeper.OPEN, CreateMode.EPHEMERAL),
                Op.setData("/kafka/brokers/ids/2", bytes("{\"version\":5}"), 0)));
        create(broker, "/kafka/controller_epoch", "0");
        broker.multi(List.of(
                Op.create(
                        "/kafka/controller",
                        bytes("{\"version\":2,\"brokerid\":2,\"timestamp\":\"1\",\"kraftControllerEpoch\":-1}"),
                        EmbeddedZooKeeper.OPEN,
                        CreateMode.EPHEMERAL),
                Op.setData("/kafka/controller_epoch", bytes("1"), 0)));
        create(broker, "/kafka/config/topics/t", "{\"version\":1,\"config\":{}}");
        create(
                broker,
                "/kafka/brokers/topics/t",
                "{\"version\":3,\"partitions\":{\"0\":[2,3,1]},\"adding_replicas\":{},\"removing_replicas\":{}}");
        create(broker, "/kafka/brokers/topics/t/partitions", "");
        create(broker, "/kafka/brokers/topics/t/partitions/0", "");
        broker.multi(List.of(
                Op.check("/kafka/controller_epoch", 1),
                Op.create(STATE, state(2, 0, "2,3,1"), EmbeddedZooKeeper.OPEN, CreateMode.PERSISTENT)));
        broker.multi(List.of(Op.check("/kafka/controller_epoch", 1), Op.setData(STATE, state(3, 1, "3,1"), 0)));
        assertThatThrownBy(() -> broker.multi(
                        List.of(Op.check("/kafka/controller_epoch", 0), Op.setData(STATE, state(1, 2, "1"), 1))))
                .isInstanceOf(KeeperException.BadVersionException.class);
        assertThatThrownBy(() -> broker.multi(
                        List.of(Op.setData(STATE, state(1, 2, "1"), 1), Op.check("/kafka/controller_epoch", 0))))
                .as("the first operation of a failed multi is logged as if it had happened")
                .isInstanceOf(KeeperException.BadVersionException.class);
        broker.setData(
                "/kafka/config/topics/t",
                bytes("{\"version\":1,\"config\":{\"unclean.leader.election.enable\":\"true\"}}"),
                -1);
    }

    private static ClusterTimeline timeline(Path version2, long finalZxid) {
        return switch (ZooKeeperEvidence.load(
                List.of(version2), RunDescriptions.run("/kafka", 1), RunDescriptions.collection(1, finalZxid))) {
            case Part.Present<ClusterTimeline>(ClusterTimeline timeline) -> timeline;
            case Part.Missing<ClusterTimeline>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static void create(ZooKeeper broker, String path, String data) throws Exception {
        broker.create(path, bytes(data), EmbeddedZooKeeper.OPEN, CreateMode.PERSISTENT);
    }

    private static byte[] state(int leader, int leaderEpoch, String isr) {
        return bytes("{\"controller_epoch\":1,\"leader\":%d,\"version\":1,\"leader_epoch\":%d,\"isr\":[%s]}"
                .formatted(leader, leaderEpoch, isr));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
