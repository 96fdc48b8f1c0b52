package ordeal.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.Test;

class RandomPlanTest {
    private static final ClusterShape THREE_BROKERS = new ClusterShape(3, 1);

    private static Plan minute(long seed) {
        return new RandomPlan(seed, 60_000, THREE_BROKERS, 1, RandomPlan.DEFAULT_KINDS).draw();
    }

    private static Set<FaultKind> kinds(Plan plan) {
        return plan.steps().stream().map(step -> step.fault().kind()).collect(Collectors.toSet());
    }

    @Test
    void sameSeedGivesTheSameTimetable() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(Timetable.render(minute(seed))).isEqualTo(Timetable.render(minute(seed)));
        }
    }

    @Test
    void otherSeedsGiveOtherTimetables() {
        Set<List<String>> timetables = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            timetables.add(Timetable.render(minute(seed)).stream().skip(1).toList());
        }
        assertThat(timetables).hasSize(50);
    }

    @Test
    void drawsTheSamePlanOnEveryMachine() {
        assertThat(Timetable.render(minute(7)).get(1))
                .isEqualTo(
                        "  1  at 1.100 s   slow-link           delay by 580-634 ms the links between the controller and"
                                + " everybody for 2.7 s");
    }

    @Test
    void everyMinuteHoldsTheFaultsThatMatterMost() {
        for (long seed = 0; seed < 1_000; seed++) {
            Plan plan = minute(seed);
            assertThat(plan.steps()).as("seed %d", seed).hasSizeBetween(9, 16);
            assertThat(kinds(plan))
                    .as("seed %d", seed)
                    .contains(FaultKind.KILL, FaultKind.PAUSE, FaultKind.PARTITION, FaultKind.MOVE_CONTROLLER);
            assertThat(plan.steps())
                    .as("seed %d", seed)
                    .anyMatch(step -> step.fault() instanceof Fault.Kill kill
                            && (kill.target() instanceof Target.Leader || kill.target() instanceof Target.Controller));
        }
    }

    @Test
    void stepsAreInOrderAndBeginWithinTheTime() {
        for (long seed = 0; seed < 200; seed++) {
            List<Long> times = new ArrayList<>();
            for (Step step : minute(seed).steps()) {
                times.add(((Trigger.At) step.trigger()).atMs());
            }
            assertThat(times).as("seed %d", seed).isSorted().allMatch(atMs -> atMs < 60_000);
        }
    }

    @Test
    void faultsAreShorterAndLongerThanLagAndSession() {
        List<Long> durations = new ArrayList<>();
        for (long seed = 0; seed < 100; seed++) {
            for (Step step : minute(seed).steps()) {
                if (step.fault() instanceof Fault.Pause pause) {
                    durations.add(pause.durationMs());
                }
            }
        }
        assertThat(durations)
                .allMatch(ms -> ms >= 1_000 && ms <= 6_000)
                .anyMatch(ms -> ms < 2_000)
                .anyMatch(ms -> ms > 2_000 && ms < 3_000)
                .anyMatch(ms -> ms > 3_000);
    }

    @Test
    void drawsOnlyEnabledKinds() {
        Set<FaultKind> enabled = EnumSet.of(FaultKind.PAUSE, FaultKind.ZOOKEEPER_PAUSE);
        Plan plan = new RandomPlan(3, 120_000, THREE_BROKERS, 1, enabled).draw();
        assertThat(kinds(plan)).isEqualTo(enabled);
    }

    @Test
    void withoutBudgetDrawsOnlyWhatCostsNone() {
        Plan plan = new RandomPlan(3, 120_000, THREE_BROKERS, 0, RandomPlan.DEFAULT_KINDS).draw();
        assertThat(kinds(plan))
                .isNotEmpty()
                .isSubsetOf(
                        FaultKind.MOVE_CONTROLLER,
                        FaultKind.PREFERRED_ELECTION,
                        FaultKind.ZOOKEEPER_KILL,
                        FaultKind.ZOOKEEPER_PAUSE);
    }

    @Test
    void everyRandomKindIsDrawnSometime() {
        Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
        Set<FaultKind> all = EnumSet.complementOf(
                EnumSet.of(FaultKind.START, FaultKind.HOLD_LINKS, FaultKind.RELEASE_LINKS, FaultKind.SEAT_CONTROLLER));
        for (long seed = 0; seed < 20; seed++) {
            drawn.addAll(kinds(new RandomPlan(seed, 300_000, new ClusterShape(5, 3), 2, all).draw()));
        }
        assertThat(drawn).isEqualTo(all);
    }

    private static Set<Target> zookeepersHit(ClusterShape shape) {
        return LongStream.range(0, 100)
                .mapToObj(seed -> new RandomPlan(seed, 120_000, shape, 1, RandomPlan.DEFAULT_KINDS).draw())
                .flatMap(plan -> plan.steps().stream())
                .<Target>mapMulti((step, sink) -> {
                    if (step.fault() instanceof Fault.ZookeeperKill(Target target, long _)) {
                        sink.accept(target);
                    } else if (step.fault() instanceof Fault.ZookeeperPause(Target target, long _)) {
                        sink.accept(target);
                    }
                })
                .collect(Collectors.toSet());
    }

    @Test
    void anEnsembleLosesItsLeaderAnyServerAndItsQuorum() {
        assertThat(zookeepersHit(new ClusterShape(3, 3)))
                .containsExactlyInAnyOrder(
                        new Target.ZookeeperLeader(), new Target.RandomZookeeper(), new Target.ZookeeperMajority());
    }

    @Test
    void onlyAnEnsembleThatCanLoseAServerLosesItsQuorum() {
        assertThat(zookeepersHit(THREE_BROKERS)).doesNotContain(new Target.ZookeeperMajority());
        assertThat(zookeepersHit(new ClusterShape(3, 2))).doesNotContain(new Target.ZookeeperMajority());
    }

    @Test
    void aBrokerIsCutFromZookeeperAlone() {
        assertThat(LongStream.range(0, 20).boxed().flatMap(seed -> minute(seed).steps().stream()))
                .anyMatch(step -> step.fault() instanceof Fault.Partition(Cut cut, Fault.Partition.Style _, long _)
                        && cut instanceof Cut.Isolate(Target _, Cut.From from)
                        && from == Cut.From.ZOOKEEPER);
    }

    @Test
    void rejectsKindsThatOnlyDirectedPlansUse() {
        assertThatThrownBy(() -> new RandomPlan(1, 60_000, THREE_BROKERS, 1, Set.of(FaultKind.HOLD_LINKS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of the enabled kinds");
    }

    @Test
    void rejectsBrokerFaultsAloneWithoutBudget() {
        assertThatThrownBy(() -> new RandomPlan(1, 60_000, THREE_BROKERS, 0, Set.of(FaultKind.KILL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("budget of 0");
    }
}
