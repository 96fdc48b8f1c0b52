package ordeal.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import ordeal.nemesis.plan.shipped.ShippedPlans;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
    private static final Target LEADER = new Target.Leader(PartitionRef.ANY);

    private static final List<Target> TARGETS = List.of(
            LEADER,
            new Target.InSyncFollower(new PartitionRef("topic-0"), true),
            new Target.InSyncFollowers(PartitionRef.FIRST),
            new Target.InSyncReplicas(PartitionRef.FIRST),
            new Target.Controller(),
            new Target.NonController(),
            new Target.ZookeeperLeader(),
            new Target.RandomZookeeper(),
            new Target.ZookeeperMajority(),
            new Target.RandomBroker(),
            new Target.Minority(),
            new Target.AllBrokers(),
            new Target.Fixed("broker-2"),
            new Target.HitBy("1"));

    private static final List<Cut> CUTS = List.of(
            new Cut.Isolate(LEADER, Cut.From.PEERS),
            new Cut.Halves(true),
            new Cut.MajorityRing(),
            new Cut.Bridge(),
            new Cut.OneWay(LEADER, new Target.Controller()),
            new Cut.Dialled(LEADER, new Target.Controller(), Direction.ANSWER),
            new Cut.ClientAnswers(LEADER),
            new Cut.TouchedBy("1"));

    private static final List<Fault> FAULTS = List.of(
            new Fault.Kill(LEADER, Restart.AT_ONCE),
            new Fault.Start(LEADER),
            new Fault.GracefulRestart(LEADER),
            new Fault.RollingRestart(),
            new Fault.Pause(LEADER, 2_000),
            new Fault.Partition(CUTS.getFirst(), Fault.Partition.Style.HOLD, 2_000),
            new Fault.SlowLink(CUTS.getFirst(), 100, 50, 2_000),
            new Fault.Partition(CUTS.getFirst(), Fault.Partition.Style.DEAF, 2_000),
            new Fault.ThrottleLink(CUTS.getFirst(), 4_096, 2_000),
            new Fault.LossyLink(CUTS.getFirst(), 20, 2_000),
            new Fault.ReorderLink(CUTS.getFirst(), 20, 50, 2_000),
            new Fault.DuplicateLink(CUTS.getFirst(), 20, 2_000),
            new Fault.CorruptLink(CUTS.getFirst(), 20, 2_000),
            new Fault.HoldLinks(CUTS.getFirst()),
            new Fault.ReleaseLinks(CUTS.getFirst(), true),
            new Fault.MoveController(),
            new Fault.SeatController(LEADER),
            new Fault.PreferredElection(),
            new Fault.ExpireSession(LEADER),
            new Fault.ZookeeperKill(new Target.ZookeeperLeader(), 2_000),
            new Fault.ZookeeperPause(new Target.ZookeeperLeader(), 2_000),
            new Fault.WipeDisk(LEADER, Restart.AFTER_SESSION),
            new Fault.UnsyncedTailLost(LEADER, Restart.LATER),
            new Fault.ShiftClock(LEADER, -5_000, 2_000),
            new Fault.LeapClock(LEADER, 36_000_000, 2_000),
            new Fault.DriftClock(LEADER, -10, 2_000),
            new Fault.Recreate(LEADER, Restart.AT_ONCE),
            new Fault.DiskFull(LEADER, 2_000),
            new Fault.DiskError(LEADER, 2_000),
            new Fault.SlowDisk(LEADER, 65_536, 2_000),
            new Fault.BitRot(LEADER, Restart.AFTER_SESSION),
            new Fault.WipeDisks(new Target.InSyncReplicas(PartitionRef.FIRST), Restart.AT_ONCE));

    private static final List<Trigger> TRIGGERS = List.of(
            new Trigger.At(1),
            new Trigger.After("1", 5),
            new Trigger.LeaderIs(PartitionRef.FIRST, LEADER),
            new Trigger.LeaderChanged(PartitionRef.FIRST),
            new Trigger.IsrSize(PartitionRef.FIRST, 2),
            new Trigger.IsrWithout(PartitionRef.FIRST, LEADER),
            new Trigger.IsrWith(PartitionRef.FIRST, LEADER),
            new Trigger.SessionGone(LEADER),
            new Trigger.BytesHeld("1", 100));

    private static Plan everything() {
        List<Step> steps = new ArrayList<>();
        Stream.of(
                        FAULTS.stream(),
                        TARGETS.stream().map(target -> (Fault) new Fault.Start(target)),
                        CUTS.stream().map(cut -> (Fault) new Fault.HoldLinks(cut)))
                .flatMap(faults -> faults)
                .forEach(fault -> steps.add(Step.at(String.valueOf(steps.size() + 1), steps.size(), fault)));
        TRIGGERS.forEach(trigger ->
                steps.add(new Step(String.valueOf(steps.size() + 1), trigger, 7, 9_000, new Fault.MoveController())));
        return new Plan("everything", -3, 60_000, 1, steps);
    }

    @Test
    void everyKindOfFaultIsAmongTheExamples() {
        assertThat(FAULTS.stream().map(Fault::kind).collect(Collectors.toSet())).isEqualTo(Set.of(FaultKind.values()));
    }

    @Test
    void readsBackWhatItWrote() {
        Plan plan = everything();
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
    }

    @Test
    void writesFaultsUnderTheirKindsNames() {
        for (Fault fault : FAULTS) {
            String json = PlanJson.write(new Plan("p", 1, 1, 1, List.of(Step.at("a", 0, fault))));
            assertThat(json).contains("\"kind\" : \"" + fault.kind().kebab() + "\"");
        }
    }

    @Test
    void readsBackShippedAndRandomPlans() {
        for (DirectedPlan shipped : ShippedPlans.all()) {
            assertThat(PlanJson.read(PlanJson.write(shipped.plan()))).isEqualTo(shipped.plan());
        }
        for (long seed = 0; seed < 50; seed++) {
            Plan plan = new RandomPlan(seed, 120_000, new ClusterShape(5, 3), 2, RandomPlan.DEFAULT_KINDS).draw();
            assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
        }
    }

    private static String onePause(String pause) {
        return """
                {"name": "p", "seed": 1, "timeMs": 1000, "budget": 1, "steps": [
                  {"label": "a", "trigger": {"when": "at", "atMs": 5}, "delayMs": 0, "withinMs": 10, "fault": %s}]}
                """.formatted(pause);
    }

    @Test
    void readsAPlanWrittenByHand() {
        Plan plan = PlanJson.read(onePause("""
                {"kind": "pause", "target": {"pick": "leader", "partition": "topic-0"}, "durationMs": 1500}"""));
        assertThat(plan.steps())
                .extracting(Step::fault)
                .containsExactly(new Fault.Pause(new Target.Leader(new PartitionRef("topic-0")), 1_500));
    }

    @Test
    void rejectsUnknownFieldNamingIt() {
        rejects("""
                {"kind": "pause", "target": {"pick": "controller"}, "durationMs": 5, "durationS": 5}""", "durationS");
    }

    @Test
    void rejectsUnknownKindNamingIt() {
        rejects("""
                {"kind": "meteor"}""", "meteor");
    }

    @Test
    void rejectsMissingFieldNamingIt() {
        rejects("""
                {"kind": "pause", "target": {"pick": "controller"}}""", "durationMs");
    }

    @Test
    void rejectsLossOfEverythingOrNothing() {
        rejects("""
                {"kind": "lossy-link", "cut": {"cut": "bridge"}, "percent": 100, "durationMs": 5}""", "100");
        rejects("""
                {"kind": "lossy-link", "cut": {"cut": "bridge"}, "percent": 0, "durationMs": 5}""", "not 0");
    }

    @Test
    void rejectsShareOfPacketsThatIsNone() {
        for (String kind : List.of("duplicate-link", "corrupt-link")) {
            rejects("""
                    {"kind": "%s", "cut": {"cut": "bridge"}, "percent": 100, "durationMs": 5}""".formatted(kind), "not 100");
        }
        rejects("""
                {"kind": "reorder-link", "cut": {"cut": "bridge"}, "percent": 0, "delayMs": 5, "durationMs": 5}""", "not 0");
    }

    @Test
    void rejectsReorderingOfWhatIsNotLate() {
        rejects("""
                {"kind": "reorder-link", "cut": {"cut": "bridge"}, "percent": 5, "delayMs": 0, "durationMs": 5}""", "late");
    }

    @Test
    void rejectsPauseThatNeverEnds() {
        rejects("""
                {"kind": "pause", "target": {"pick": "controller"}, "durationMs": 900000}""", "600000");
    }

    private static void rejects(String fault, String named) {
        assertThatThrownBy(() -> PlanJson.read(onePause(fault)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
