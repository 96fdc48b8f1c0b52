package ordeal.nemesis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.port.FaultStatus;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.Test;

class SessionAndQuorumFaultsTest {
    private static final Target ONE = new Target.Fixed("broker-1");
    private static final Target TWO = new Target.Fixed("broker-2");
    private static final long SETTLES_NANOS = 4_000_000_000L;

    private static List<String> proofs(Rehearsal rehearsal) {
        return rehearsal.last(1).receipts().stream()
                .map(receipt -> receipt.proof())
                .toList();
    }

    private static String lastPaused(Rehearsal rehearsal) {
        return rehearsal.last(1).targets().getLast().substring("zookeeper-".length());
    }

    private static Rehearsal ensemble(Step... steps) {
        return new Rehearsal(new Plan("test", 1, 20_000, 1, List.of(steps)), 3, 3, 6);
    }

    /** A broker that cannot reach ZooKeeper from 0.5 s to 6.5 s, and whose session is to end at a time. */
    private static Rehearsal cutOffAndExpiredAt(long expireMs) {
        Fault cutOff = new Fault.Partition(new Cut.Isolate(ONE, Cut.From.ZOOKEEPER), Fault.Partition.Style.HOLD, 6_000);
        Rehearsal rehearsal =
                Rehearsal.of(1, Step.at("1", 500, cutOff), Step.at("2", expireMs, new Fault.ExpireSession(ONE)));
        rehearsal.run();
        return rehearsal;
    }

    @Test
    void aBrokerWhoseSessionEndsComesBackByItselfUnderANewRegistration() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.ExpireSession(ONE));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("expire broker-1");
        assertThat(rehearsal.statuses(1)).containsExactly(FaultStatus.INJECTED, FaultStatus.HEALED);
        assertThat(proofs(rehearsal))
                .as("its old registration is no sign that it is back")
                .containsExactly("broker-1 has lost its session", "broker-1 is registered with czxid 0x3e8");
        assertThat(rehearsal.heldMs(1)).isBetween(450L, 700L);
    }

    @Test
    void aBrokerWithoutASessionIsFaultyUntilItIsBackInEveryIsr() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.ExpireSession(ONE)),
                Step.at("2", 600, new Fault.Kill(TWO, Restart.AT_ONCE)));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("expire broker-1", "kill broker-2", "start broker-2");
        assertThat(rehearsal.last(2).injectedNanos())
                .as("registered, caught up, and settled for a second")
                .isGreaterThanOrEqualTo(rehearsal.last(1).healedNanos() + 2_000_000_000L);
    }

    @Test
    void theSessionOfADeadBrokerIsNotEnded() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.Kill(ONE, Restart.AT_ONCE)),
                Step.at("2", 1_000, new Fault.ExpireSession(ONE)));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("kill broker-1", "start broker-1", "expire broker-1");
        assertThat(rehearsal.last(2).status()).isEqualTo(FaultStatus.HEALED);
    }

    @Test
    void aBrokerThatIsNotRegisteredHasNoSessionToLose() {
        Rehearsal rehearsal = cutOffAndExpiredAt(4_500);
        assertThat(rehearsal.last(2).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.last(2).injectedNanos())
                .isGreaterThan(rehearsal.last(1).healedNanos());
    }

    @Test
    void aSessionCanEndUnderABrokerThatIsCutOff() {
        Rehearsal rehearsal = cutOffAndExpiredAt(1_500);
        assertThat(rehearsal.last(2).injectedNanos())
                .isLessThan(rehearsal.last(1).healedNanos());
        assertThat(rehearsal.last(2).healedNanos())
                .as("it registers only when it reaches ZooKeeper again")
                .isGreaterThan(rehearsal.last(1).healedNanos());
    }

    @Test
    void aControllerThatTheOperatorWouldRatherLeaveKeepsItsSessionForAWhile() {
        Rehearsal controller = Rehearsal.of(new Fault.ExpireSession(new Target.Controller()));
        controller.cluster.controllerSettlesAt(SETTLES_NANOS);
        controller.run();
        assertThat(controller.last(1).injectedNanos()).isGreaterThanOrEqualTo(SETTLES_NANOS);
        Rehearsal another = Rehearsal.of(new Fault.ExpireSession(new Target.NonController()));
        another.cluster.controllerSettlesAt(SETTLES_NANOS);
        another.run();
        assertThat(another.last(1).injectedNanos()).isLessThan(SETTLES_NANOS);
    }

    @Test
    void aSessionThatDoesNotEndIsAFailedFault() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.ExpireSession(ONE));
        rehearsal.cluster.breaks("expire");
        rehearsal.run();
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.FAILED);
        assertThat(rehearsal.last(1).reason()).contains("the test broke expire");
    }

    @Test
    void anEnsembleWithoutAQuorumHoldsBackWhatNeedsZookeeper() {
        Rehearsal rehearsal = ensemble(
                Step.at("1", 500, new Fault.ZookeeperKill(new Target.ZookeeperMajority(), 2_000)),
                Step.at("2", 1_000, new Fault.ExpireSession(ONE)),
                Step.at("3", 1_100, new Fault.MoveController()));
        rehearsal.run();
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.last(1).targets()).hasSize(2).allMatch(name -> name.startsWith("zookeeper-"));
        assertThat(rehearsal.last(2).injectedNanos())
                .as("the servers take a second and a half to start")
                .isGreaterThanOrEqualTo(rehearsal.last(1).injectedNanos() + 3_500_000_000L);
        assertThat(rehearsal.last(3).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.cluster.log().subList(0, 4))
                .allMatch(line -> line.matches("(kill|start) zookeeper-[123]"));
    }

    @Test
    void anEnsembleThatKeepsItsQuorumHoldsNothingBack() {
        Rehearsal rehearsal = ensemble(
                Step.at("1", 500, new Fault.ZookeeperKill(new Target.RandomZookeeper(), 2_000)),
                Step.at("2", 1_000, new Fault.ExpireSession(ONE)));
        rehearsal.run();
        assertThat(rehearsal.last(2).injectedNanos())
                .isLessThan(rehearsal.last(1).healedNanos());
    }

    @Test
    void aMajorityCanBePausedAndResumed() {
        Rehearsal rehearsal =
                ensemble(Step.at("1", 500, new Fault.ZookeeperPause(new Target.ZookeeperMajority(), 2_000)));
        rehearsal.run();
        assertThat(rehearsal.cluster.log().stream().map(line -> line.split("-", 2)[0]))
                .containsExactly("pause zookeeper", "pause zookeeper", "resume zookeeper", "resume zookeeper");
        assertThat(proofs(rehearsal))
                .hasSize(4)
                .endsWith("zookeeper-" + lastPaused(rehearsal) + " lives again and ZooKeeper answers");
    }
}
