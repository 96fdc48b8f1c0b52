package ordeal.nemesis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ordeal.nemesis.plan.ClusterShape;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.RandomPlan;
import ordeal.nemesis.plan.Repertoire;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import ordeal.nemesis.plan.shipped.ShippedPlans;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultStatus;
import org.junit.jupiter.api.Test;

class PlansOnFakeClusterTest {
    private static Rehearsal shipped(String name) {
        Plan plan = ShippedPlans.named(name).orElseThrow().plan();
        Rehearsal rehearsal = new Rehearsal(plan, 3, 1, 1);
        rehearsal.run();
        return rehearsal;
    }

    @Test
    void aThousandSeedsKeepTheBudgetAndHoldEnoughFaults() {
        for (long seed = 0; seed < 1_000; seed++) {
            Plan plan = new RandomPlan(seed, 60_000, new ClusterShape(3, 1), 1, RandomPlan.DEFAULT_KINDS).draw();
            Rehearsal rehearsal = new Rehearsal(plan, 3, 1, 3);
            NemesisSummary summary = rehearsal.run();
            String tale = "seed " + seed;
            assertThat(rehearsal.ended(FaultStatus.HEALED)).as(tale).isGreaterThanOrEqualTo(8);
            assertThat(rehearsal.ended(FaultStatus.FAILED)).as(tale).isZero();
            assertThat(summary.healProblems()).as(tale).isEmpty();
            assertThat(rehearsal.last().values().stream()
                            .filter(event -> event.status() == FaultStatus.HEALED)
                            .map(FaultEvent::kind)
                            .collect(Collectors.toSet()))
                    .as(tale)
                    .hasSizeGreaterThanOrEqualTo(4);
            assertThat(rehearsal.cluster.log()).as(tale).noneMatch(line -> line.contains("unwell"));
        }
    }

    @Test
    void everyHarmlessKindKeepsTheBudgetAndIsCarriedOut() {
        Set<String> healed = new TreeSet<>();
        for (long seed = 0; seed < 200; seed++) {
            Rehearsal rehearsal = rehearsal(seed, Repertoire.harmlessOfferedBy(_ -> new Availability.Available()));
            NemesisSummary summary = rehearsal.run();
            assertThat(rehearsal.ended(FaultStatus.FAILED)).as("seed %d", seed).isZero();
            assertThat(summary.healProblems()).as("seed %d", seed).isEmpty();
            assertThat(rehearsal.cluster.log()).as("seed %d", seed).noneMatch(line -> line.contains("unwell"));
            rehearsal.last().values().stream()
                    .filter(event -> event.status() == FaultStatus.HEALED)
                    .forEach(event -> healed.add(event.kind()));
        }
        assertThat(healed)
                .contains("disk-full", "disk-error", "slow-disk", "recreate", "shift-clock", "drift-clock")
                .contains("reorder-link", "duplicate-link", "corrupt-link", "expire-session")
                .doesNotContain("bit-rot", "wipe-disks", "leap-clock");
    }

    @Test
    void everyHarmlessKindIsCarriedOutBesideAnEnsembleThatLosesItsQuorum() {
        Set<String> descriptions = new TreeSet<>();
        for (long seed = 0; seed < 100; seed++) {
            Repertoire harmless = Repertoire.harmlessOfferedBy(_ -> new Availability.Available());
            Plan plan = new RandomPlan(seed, 120_000, new ClusterShape(5, 3), 2, harmless).draw();
            Rehearsal rehearsal = new Rehearsal(plan, 5, 3, 6);
            NemesisSummary summary = rehearsal.run();
            assertThat(rehearsal.ended(FaultStatus.FAILED)).as("seed %d", seed).isZero();
            assertThat(summary.healProblems()).as("seed %d", seed).isEmpty();
            rehearsal.last().values().stream()
                    .filter(event -> event.status() == FaultStatus.HEALED)
                    .forEach(event -> descriptions.add(event.description()));
        }
        assertThat(descriptions)
                .anyMatch(description -> description.startsWith("kill a majority of the ZooKeeper servers"))
                .anyMatch(description -> description.startsWith("pause a majority of the ZooKeeper servers"))
                .anyMatch(description -> description.startsWith("end the session of"));
    }

    @Test
    void destructiveKindsAreCarriedOutToo() {
        Set<String> healed = new TreeSet<>();
        for (long seed = 0; seed < 100; seed++) {
            Rehearsal rehearsal = rehearsal(seed, Repertoire.everythingOfferedBy(_ -> new Availability.Available()));
            rehearsal.run();
            assertThat(rehearsal.ended(FaultStatus.FAILED)).as("seed %d", seed).isZero();
            rehearsal.last().values().stream()
                    .filter(event -> event.status() == FaultStatus.HEALED)
                    .forEach(event -> healed.add(event.kind()));
        }
        assertThat(healed).contains("bit-rot", "wipe-disks", "leap-clock");
    }

    private static Rehearsal rehearsal(long seed, Repertoire repertoire) {
        Plan plan = new RandomPlan(seed, 120_000, new ClusterShape(3, 1), 1, repertoire).draw();
        return new Rehearsal(plan, 3, 1, 3);
    }

    @Test
    void slowBrokersHoldFaultsBackAndTheBudgetStillHolds() {
        long skipped = 0;
        for (long seed = 0; seed < 50; seed++) {
            Plan plan = new RandomPlan(seed, 60_000, new ClusterShape(3, 1), 1, RandomPlan.DEFAULT_KINDS).draw();
            Rehearsal rehearsal = new Rehearsal(plan, 3, 1, 3);
            rehearsal.cluster.brokersBootIn(13_000);
            rehearsal.run();
            skipped += rehearsal.ended(FaultStatus.SKIPPED);
            assertThat(rehearsal.cluster.log()).as("seed %d", seed).noneMatch(line -> line.contains("unwell"));
        }
        assertThat(skipped).isPositive();
    }

    @Test
    void aBudgetOfTwoIsUsedOnFiveBrokers() {
        Plan plan = new RandomPlan(11, 120_000, new ClusterShape(5, 3), 2, RandomPlan.DEFAULT_KINDS).draw();
        Rehearsal rehearsal = new Rehearsal(plan, 5, 3, 6);
        rehearsal.run();
        assertThat(rehearsal.ended(FaultStatus.FAILED)).isZero();
        assertThat(rehearsal.cluster.log()).anyMatch(line -> line.contains("while unwell: [broker-"));
    }

    @Test
    void sameSeedGivesTheSameRun() {
        Plan plan = new RandomPlan(5, 60_000, new ClusterShape(3, 1), 1, RandomPlan.DEFAULT_KINDS).draw();
        Rehearsal one = new Rehearsal(plan, 3, 1, 6);
        Rehearsal other = new Rehearsal(plan, 3, 1, 6);
        one.run();
        other.run();
        assertThat(one.events).isNotEmpty().isEqualTo(other.events);
    }

    @Test
    void uncleanElectionKillsTheIsrWhileTheLaggardLives() {
        Rehearsal rehearsal = shipped("unclean-election");
        assertThat(rehearsal.last().values()).allMatch(event -> event.status() == FaultStatus.HEALED);
        String laggard = rehearsal.last(1).targets().stream()
                .filter(name -> !name.equals("broker-1"))
                .findFirst()
                .orElseThrow();
        assertThat(rehearsal.last(2).targets()).hasSize(2).doesNotContain(laggard);
        assertThat(rehearsal.last(4).targets()).isEqualTo(rehearsal.last(2).targets());
        assertThat(rehearsal.last(4).plannedNanos() - rehearsal.last(2).injectedNanos())
                .isGreaterThanOrEqualTo(7_000_000_000L);
    }

    @Test
    void acksOneKillsTheLeaderBeforeAFollowerLagsOut() {
        Rehearsal rehearsal = shipped("acks-one");
        assertThat(rehearsal.last().values()).allMatch(event -> event.status() == FaultStatus.HEALED);
        assertThat(rehearsal.last(2).injectedNanos() - rehearsal.last(1).injectedNanos())
                .isBetween(1_000_000_000L, 1_500_000_000L);
        assertThat(rehearsal.last(2).targets()).containsExactly("broker-1");
    }

    @Test
    void unsyncedTailKillsAllBeforeItCutsAny() {
        Rehearsal rehearsal = shipped("unsynced-tail");
        assertThat(rehearsal.cluster.log().stream().map(line -> Objects.requireNonNull(line.split(" while", 2)[0])))
                .containsExactly(
                        "kill broker-1",
                        "kill broker-2",
                        "kill broker-3",
                        "cut broker-1",
                        "cut broker-2",
                        "cut broker-3",
                        "start broker-1",
                        "start broker-2",
                        "start broker-3");
        assertThat(rehearsal.last(1).dataLosses()).hasSize(3);
    }

    @Test
    void everyStepOfTheBugsPlansIsCarriedOut() {
        assertThat(BugPlans.all()).hasSizeGreaterThan(15).allSatisfy(bug -> {
            Rehearsal rehearsal = new Rehearsal(bug.plan(), 3, 1, 3);
            if (bug.wrong()
                    .broker()
                    .getOrDefault("unclean.leader.election.enable", "")
                    .equals("true")) {
                rehearsal.cluster.electsUncleanly();
            }
            rehearsal.run();
            assertThat(rehearsal.last().values())
                    .as(bug.name())
                    .hasSize(bug.plan().steps().size())
                    .allMatch(event -> event.status() == FaultStatus.HEALED);
            assertThat(bug.wrong())
                    .as("the plan is the same with and without the bug")
                    .isEqualTo(bug.right());
        });
    }

    @Test
    void truncateToHighWatermarkKillsTheFirstTwoReplicasAndSparesTheThird() {
        Rehearsal rehearsal = new Rehearsal(
                BugPlans.named("truncate-to-high-watermark").orElseThrow().plan(), 3, 1, 1);
        rehearsal.run();
        assertThat(rehearsal.last(4).targets()).containsExactly("broker-1");
        assertThat(rehearsal.last(5).targets()).containsExactly("broker-2");
        assertThat(rehearsal.cluster.log()).noneMatch(line -> line.startsWith("kill broker-3"));
    }

    @Test
    void rightAndWrongSettingsDifferInOneThing() {
        assertThat(ShippedPlans.all())
                .hasSize(5)
                .allSatisfy(
                        plan -> assertThat(differences(plan)).as(plan.name()).hasSize(1));
    }

    /** Which settings differ; a producer without acks=all is not idempotent either. */
    private static List<String> differences(DirectedPlan plan) {
        return Stream.of(
                        differences(plan.wrong().broker(), plan.right().broker()),
                        differences(plan.wrong().producer(), plan.right().producer()),
                        differences(plan.wrong().run(), plan.right().run()))
                .flatMap(List::stream)
                .filter(name -> !name.equals("enable.idempotence"))
                .toList();
    }

    private static List<String> differences(Map<String, String> one, Map<String, String> other) {
        return Stream.concat(one.keySet().stream(), other.keySet().stream())
                .distinct()
                .filter(name -> !Objects.equals(one.get(name), other.get(name)))
                .toList();
    }

    @Test
    void minIsrOneTakesPowerFromALeaderThatIsAloneInTheIsr() {
        Rehearsal rehearsal = shipped("min-isr-one");
        assertThat(rehearsal.last().values()).allMatch(event -> event.status() == FaultStatus.HEALED);
        assertThat(rehearsal.last(1).targets()).contains("broker-2", "broker-3");
        assertThat(rehearsal.last(2).targets()).containsExactly("broker-1");
        assertThat(rehearsal.last(2).injectedNanos() - rehearsal.last(1).injectedNanos())
                .as("the lag time, and two seconds")
                .isGreaterThan(4_000_000_000L);
    }

    @Test
    void oneReplicaTakesPowerFromTheLeaderOnly() {
        Rehearsal rehearsal = shipped("one-replica");
        assertThat(rehearsal.last(1).targets()).containsExactly("broker-1");
        assertThat(rehearsal.last(1).dataLosses()).hasSize(1);
    }
}
