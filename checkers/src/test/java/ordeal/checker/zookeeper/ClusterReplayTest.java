package ordeal.checker.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import ordeal.checker.Partition;
import org.junit.jupiter.api.Test;

class ClusterReplayTest {
    private static final Partition PARTITION = new Partition("t", 0);
    private static final String STATE = "/brokers/topics/t/partitions/0/state";

    private final Timelines log = new Timelines();

    @Test
    void ignoresWhatAFailedMultiWouldHaveDone() {
        log.by(10, new Operation.Create(STATE, state(1), false))
                .by(10, new Operation.SetData(STATE, state(2), 1), new Operation.Failed(-103));
        assertThat(replay().states(PARTITION))
                .singleElement()
                .satisfies(state -> assertThat(state.leader()).isEqualTo(1));
    }

    @Test
    void endsAllEphemeralsOfAClosedSessionAndNoOthers() {
        log.by(10, new Operation.Create("/brokers/ids/1", "", true))
                .by(20, new Operation.Create("/brokers/ids/2", "", true))
                .by(10, new Operation.CloseSession(List.of()));
        ClusterTimeline timeline = replay();
        assertThat(timeline.registrations()).extracting(Registration::toZxid).containsExactly(3L, Long.MAX_VALUE);
    }

    @Test
    void tellsTheLivesOfABouncedBrokerApart() {
        log.by(10, new Operation.Create("/brokers/ids/1", "", true))
                .by(10, new Operation.Delete("/brokers/ids/1"))
                .by(11, new Operation.Create("/brokers/ids/1", "", true));
        ClusterTimeline timeline = replay();
        assertThat(timeline.registrations())
                .extracting(Registration::brokerEpoch)
                .containsExactly(1L, 3L);
        assertThat(timeline.registrations()).extracting(life -> life.holdsAt(2)).containsExactly(false, false);
        assertThat(timeline.registrations()).extracting(life -> life.holdsAt(3)).containsExactly(false, true);
    }

    @Test
    void knowsTheAssignmentAsCreatedAndAsReassigned() {
        log.by(10, new Operation.Create("/brokers/topics/t", assignment("1,2,3"), false))
                .by(10, new Operation.SetData("/brokers/topics/t", assignment("4,2,3"), 1));
        ClusterTimeline timeline = replay();
        assertThat(timeline.assignments()).isEqualTo(Map.of(PARTITION, List.of(1, 2, 3)));
        assertThat(timeline.replicasAt(PARTITION, 1)).containsExactly(1, 2, 3);
        assertThat(timeline.replicasAt(PARTITION, 2)).containsExactly(4, 2, 3);
    }

    @Test
    void fallsBackToTheRunsSettingForUncleanElection() {
        log.by(10, new Operation.Create("/config/topics/t", "{\"version\":1,\"config\":{}}", false))
                .by(
                        10,
                        new Operation.SetData(
                                "/config/topics/t",
                                "{\"version\":1,\"config\":{\"unclean.leader.election.enable\":\"false\"}}",
                                1));
        ClusterTimeline timeline =
                log.replay(RunDescriptions.run("", RunDescriptions.topic(1, 2, true), "all", List.of(), Map.of()));
        assertThat(timeline.uncleanElectionAllowed(PARTITION, 1)).isTrue();
        assertThat(timeline.uncleanElectionAllowed(PARTITION, 2)).isFalse();
    }

    @Test
    void refusesStateThatIsNoState() {
        log.by(10, new Operation.Create(STATE, "{\"leader\":1}", false));
        assertThatThrownBy(this::replay).isInstanceOf(MalformedZnodeException.class);
    }

    private ClusterTimeline replay() {
        return log.replay(RunDescriptions.run("", 1));
    }

    private static String state(int leader) {
        return "{\"controller_epoch\":1,\"leader\":%d,\"version\":1,\"leader_epoch\":0,\"isr\":[1,2]}"
                .formatted(leader);
    }

    private static String assignment(String replicas) {
        return "{\"version\":3,\"partitions\":{\"0\":[" + replicas + "]}}";
    }
}
