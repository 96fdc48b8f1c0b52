package ordeal.nemesis.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.ClusterState.PartitionState;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class TargetResolverTest {
    private static final PartitionRef TOPIC_0 = new PartitionRef("topic-0");

    /** Broker 2 leads topic-0 with 1 in its ISR; topic-1 has no leader; broker 3 is the controller. */
    private static final ClusterState STATE = new ClusterState(
            true,
            new TreeSet<>(Set.of(1, 2, 3)),
            new TreeSet<>(Set.of(1)),
            new TreeMap<>(Map.of(1, 11L, 2, 12L, 3, 13L)),
            OptionalInt.of(3),
            OptionalInt.of(1),
            new TreeMap<>(Map.of(
                    "topic-0", new PartitionState(List.of(1, 2, 3), Set.of(1, 2), OptionalInt.of(2), 4),
                    "topic-1", new PartitionState(List.of(1, 2, 3), Set.of(3), OptionalInt.empty(), 4))));

    private static List<String> resolve(Target target) {
        return resolve(target, STATE);
    }

    private static ClusterState withZookeepers(Set<Integer> ids) {
        return new ClusterState(
                true,
                STATE.brokers(),
                new TreeSet<>(ids),
                STATE.registrations(),
                STATE.controller(),
                OptionalInt.of(1),
                STATE.partitions());
    }

    private static List<String> resolve(Target target, ClusterState state) {
        TargetResolver resolver =
                new TargetResolver(state, new SplittableRandom(5), Map.of("before", List.of(Node.broker(3))));
        return resolver.resolve(target).stream().map(Node::name).toList();
    }

    @Test
    void leaderIsTheOneInZookeeper() {
        assertThat(resolve(new Target.Leader(TOPIC_0))).containsExactly("broker-2");
    }

    @Test
    void leaderlessPartitionHasNoLeaderToHit() {
        assertThat(resolve(new Target.Leader(new PartitionRef("topic-1")))).isEmpty();
    }

    @Test
    void anyPartitionMeansOneWithALeader() {
        assertThat(resolve(new Target.Leader(PartitionRef.ANY))).containsExactly("broker-2");
    }

    @Test
    void unknownPartitionMeansNobody() {
        assertThat(resolve(new Target.Leader(new PartitionRef("#7")))).isEmpty();
    }

    @Test
    void followerOutsideTheIsrIsNotPicked() {
        assertThat(resolve(new Target.InSyncFollower(TOPIC_0, false))).containsExactly("broker-1");
    }

    @Test
    void allInSyncReplicasIncludeTheLeader() {
        assertThat(resolve(new Target.InSyncReplicas(TOPIC_0))).containsExactly("broker-1", "broker-2");
    }

    @Test
    void aPlaceInTheAssignmentMeansTheSameBrokerWhoeverLeads() {
        assertThat(resolve(new Target.Assigned(TOPIC_0, 0))).containsExactly("broker-1");
        assertThat(resolve(new Target.Assigned(TOPIC_0, 2))).containsExactly("broker-3");
        assertThat(resolve(new Target.Assigned(TOPIC_0, 3))).isEmpty();
    }

    @Test
    void controllerAndTheOthers() {
        assertThat(resolve(new Target.Controller())).containsExactly("broker-3");
        assertThat(resolve(new Target.NonController())).hasSize(1).doesNotContain("broker-3");
    }

    @Test
    void minorityOfThreeIsOne() {
        assertThat(resolve(new Target.Minority())).hasSize(1);
    }

    @Test
    void majorityOfZookeepersLeavesTheOthersWithoutAQuorum() {
        Target majority = new Target.ZookeeperMajority();
        assertThat(resolve(majority)).containsExactly("zookeeper-1");
        assertThat(resolve(majority, withZookeepers(Set.of(1, 2, 3))))
                .hasSize(2)
                .isSubsetOf("zookeeper-1", "zookeeper-2", "zookeeper-3");
        assertThat(resolve(majority, withZookeepers(Set.of(1, 2, 3, 4, 5)))).hasSize(3);
    }

    @Test
    void nodeThatDoesNotExistMeansNobody() {
        assertThat(resolve(new Target.Fixed("broker-9"))).isEmpty();
        assertThat(resolve(new Target.Fixed("zookeeper-1"))).containsExactly("zookeeper-1");
    }

    @Test
    void earlierStepsVictimsAreRemembered() {
        assertThat(resolve(new Target.HitBy("before"))).containsExactly("broker-3");
        assertThat(resolve(new Target.HitBy("never"))).isEmpty();
    }
}
