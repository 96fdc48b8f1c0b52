package ordeal.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaDebuggingTest {
    private final List<Set<String>> tested = new ArrayList<>();

    @Test
    void findsTheOneStepThatMatters() throws Exception {
        assertThat(minimized(FakeRuns.plan(13), labels -> labels.contains("9"))).containsExactly("9");
        assertThat(tested).hasSizeLessThan(13);
    }

    @Test
    void findsTwoStepsThatLieFarApart() throws Exception {
        assertThat(minimized(FakeRuns.plan(16), labels -> labels.containsAll(Set.of("1", "16"))))
                .containsExactly("1", "16");
    }

    @Test
    void leavesNothingWhenNoStepMatters() throws Exception {
        assertThat(minimized(FakeRuns.plan(5), _ -> true)).isEmpty();
    }

    @Test
    void leavesEverythingWhenEveryStepMatters() throws Exception {
        assertThat(minimized(FakeRuns.plan(4), labels -> labels.size() == 4)).hasSize(4);
        assertThat(minimized(FakeRuns.plan(1), labels -> labels.size() == 1)).containsExactly("1");
    }

    @Test
    void neverTestsWhatItHasOrTheSameTwiceInARow() throws Exception {
        minimized(FakeRuns.plan(8), labels -> labels.containsAll(Set.of("2", "3", "7")));
        assertThat(tested).noneMatch(labels -> labels.size() == 8);
        for (int index = 1; index < tested.size(); index++) {
            assertThat(tested.get(index)).isNotEqualTo(tested.get(index - 1));
        }
    }

    /** What fails need not fail with more: here two steps are needed and a third hides them. */
    @Test
    void endsWithWhatFailsAlsoWhenMoreMayPass() throws Exception {
        Predicate<Set<String>> fails =
                labels -> labels.containsAll(Set.of("2", "5")) && (!labels.contains("7") || labels.contains("8"));
        assertThat(minimized(FakeRuns.plan(8), fails)).containsExactly("2", "5");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void leavesNoStepThatCouldBeLeftOut(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Plan plan = FakeRuns.plan(2 + random.nextInt(20));
        Set<Set<String>> passing = new HashSet<>();
        Predicate<Set<String>> fails = labels -> {
            // Whatever the oracle says of a set it says again; larger sets tell nothing of smaller ones.
            SplittableRandom ofSet = new SplittableRandom(seed * 31 + labels.hashCode());
            return labels.size() == plan.steps().size() || ofSet.nextInt(3) == 0;
        };
        List<String> found = minimized(plan, labels -> {
            boolean failed = fails.test(labels);
            if (!failed) {
                passing.add(labels);
            }
            return failed;
        });
        assertThat(fails.test(Set.copyOf(found))).isTrue();
        for (String label : found) {
            Set<String> without = new HashSet<>(found);
            without.remove(label);
            assertThat(passing).as("seed %d without step %s", seed, label).contains(without);
        }
    }

    @Test
    void movesStepsTogetherWithThoseTheyReferTo() throws Exception {
        Plan plan = new Plan(
                "test",
                1,
                1_000,
                3,
                List.of(
                        Step.at("hold", 0, new Fault.HoldLinks(new Cut.Bridge())),
                        Step.at("kill", 0, new Fault.Kill(new Target.Controller(), Restart.LATER)),
                        new Step("release", new Trigger.BytesHeld("hold", 1), 0, 1_000, release("hold")),
                        Step.at("start", 0, new Fault.Start(new Target.HitBy("kill"))),
                        new Step("last", new Trigger.After("start", 5), 0, 1_000, new Fault.MoveController())));
        assertThat(minimized(plan, labels -> labels.contains("last"))).containsExactly("kill", "start", "last");
        for (Set<String> labels : tested) {
            assertThat(labels.contains("last") && !labels.contains("start")).isFalse();
            assertThat(labels.contains("start") && !labels.contains("kill")).isFalse();
            assertThat(labels.contains("release") && !labels.contains("hold")).isFalse();
        }
        tested.clear();
        assertThat(minimized(plan, labels -> labels.contains("kill"))).containsExactly("kill");
    }

    private static Fault release(String step) {
        return new Fault.ReleaseLinks(new Cut.TouchedBy(step), true);
    }

    private List<String> minimized(Plan plan, Predicate<Set<String>> fails) throws Exception {
        return new DeltaDebugging(new Dependencies(plan), steps -> {
                    Set<String> labels = Set.copyOf(plan.withSteps(steps).steps().stream()
                            .map(Step::label)
                            .toList());
                    tested.add(labels);
                    return fails.test(labels);
                })
                .minimize(plan.steps()).stream().map(Step::label).toList();
    }
}
