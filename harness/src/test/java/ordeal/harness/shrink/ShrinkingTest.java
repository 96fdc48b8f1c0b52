package ordeal.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import ordeal.nemesis.plan.ClusterShape;
import ordeal.nemesis.plan.Trigger;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
    private static final ClusterShape SHAPE = new ClusterShape(3, 1);
    private static final int TRIES = 3;
    private static final int REPLAYS = 5;
    /** Searches with runs that fail at random. */
    private static final int SEARCHES = 300;

    private final Heard heard = new Heard();

    @Test
    void goesFromFaultsToLengthToRateAndReplays() throws Exception {
        Shrunk shrunk = shrink(13, 400, FakeRuns.certain(labels -> labels.containsAll(Set.of("3", "11"))));
        assertThat(shrunk.candidate().labels()).containsExactly("3", "11");
        assertThat(shrunk.candidate().ratePerSecond()).isEqualTo(25);
        assertThat(shrunk.replays()).isEqualTo(new Tally(5, 5));
        assertThat(shrunk.isReliable()).isTrue();
        assertThat(heard.lines().stream().map(line -> line.replaceAll(" by (\\w+):.*", " $1")))
                .containsSubsequence("taken faults", "taken rate", "taken rate");
    }

    @Test
    void bringsWhatRemainsForward() throws Exception {
        Shrunk shrunk = shrink(13, 400, FakeRuns.certain(labels -> labels.contains("11")));
        assertThat(shrunk.candidate().plan().steps().getFirst().trigger()).isEqualTo(new Trigger.At(1_000));
        assertThat(shrunk.candidate().plan().timeMs()).isLessThanOrEqualTo(2_000);
    }

    /** Each step of these needs no time, so nothing has to wait for it. */
    @Test
    void tightensAPlanOfWhichEveryStepIsNeeded() throws Exception {
        Shrunk shrunk = shrink(6, 25, FakeRuns.certain(labels -> labels.size() == 6));
        assertThat(shrunk.candidate().plan().timeMs()).isEqualTo(2_000);
        assertThat(heard.lines()).contains("taken by length: [1, 2, 3, 4, 5, 6], 2 of 2");
    }

    @Test
    void keepsARateThatIsNeeded() throws Exception {
        FakeRuns runs = new FakeRuns(
                candidate -> candidate.labels().contains("2") && candidate.ratePerSecond() >= 150 ? 1 : 0, () -> 0);
        assertThat(shrink(4, 400, runs).candidate().ratePerSecond()).isEqualTo(200);
    }

    @Test
    void takesASmallerPlanOnlyWhenMostOfItsTriesFail() throws Exception {
        List<Boolean> outcomes = new ArrayList<>(List.of(true, false, true));
        FakeRuns never = FakeRuns.certain(_ -> false);
        CandidateRunner runner = (candidate, phase, purpose) -> {
            never.run(candidate, phase, purpose);
            return !outcomes.isEmpty() && outcomes.removeFirst() ? Outcome.FAILS : Outcome.PASSES;
        };
        shrink(2, 25, runner);
        assertThat(heard.lines())
                .startsWith("taken by faults: [1], 2 of 3", "refused by faults: [], 0 of 2")
                .anyMatch(line -> line.startsWith("given back: [1], 0 of 2"));
    }

    @Test
    void countsOnlyFailuresOfTheOriginalsKind() throws Exception {
        for (Outcome outcome : Outcome.values()) {
            Shrunk shrunk = shrink(3, 25, (_, _, _) -> outcome);
            assertThat(shrunk.candidate().faults()).isEqualTo(outcome == Outcome.FAILS ? 0 : 3);
            assertThat(shrunk.isReliable()).isEqualTo(outcome == Outcome.FAILS);
        }
    }

    @Test
    void replaysTheOriginalToTheEndWhenNothingSmallerFails() throws Exception {
        FakeRuns runs = FakeRuns.certain(_ -> false);
        Shrunk shrunk = shrink(3, 25, runs);
        assertThat(shrunk).isEqualTo(new Shrunk(original(3, 25), original(3, 25), new Tally(0, REPLAYS), false));
        assertThat(runs.searched()).doesNotContain(original(3, 25));
    }

    /** A plan that fails in three of four tries is soon taken, and then fails too seldom to be shown to anybody. */
    @Test
    void givesBackWhatItWasLuckyWith() throws Exception {
        List<Boolean> first = new ArrayList<>(List.of(true, true));
        CandidateRunner runner = (candidate, _, _) -> {
            if (candidate.labels().equals(List.of("1", "2"))) {
                return Outcome.FAILS;
            }
            boolean lucky = candidate.labels().equals(List.of("1")) && !first.isEmpty() && first.removeFirst();
            return lucky || candidate.labels().size() > 2 ? Outcome.FAILS : Outcome.PASSES;
        };
        Shrunk shrunk = shrink(4, 25, runner);
        assertThat(heard.lines()).contains("given back: [1], 0 of 2; on from [1, 2]");
        assertThat(shrunk.candidate().labels()).containsExactly("1", "2");
        assertThat(shrunk.isReliable()).isTrue();
    }

    /** Two steps make a run fail in 19 of 20 tries; without them one in 20 fails. */
    @Test
    void isNotMisledByRunsThatFailAtRandom() throws Exception {
        int exact = 0;
        for (long seed = 1; seed <= SEARCHES; seed++) {
            FakeRuns runs = new FakeRuns(
                    candidate -> candidate.labels().containsAll(Set.of("3", "9")) ? 0.95 : 0.05,
                    new SplittableRandom(seed));
            Shrunk shrunk = shrink(13, 50, runs);
            assertThat(shrunk.isReliable() && !shrunk.candidate().labels().containsAll(Set.of("3", "9")))
                    .as("seed %d: %s", seed, shrunk)
                    .isFalse();
            exact += shrunk.isReliable() && shrunk.candidate().faults() == 2 ? 1 : 0;
        }
        assertThat(exact).isGreaterThan(SEARCHES * 9 / 10);
    }

    /** One step makes every second run fail; with another one beside it nearly every run fails. */
    @Test
    void prefersThePlanThatFailsOften() throws Exception {
        int often = 0;
        for (long seed = 1; seed <= SEARCHES; seed++) {
            FakeRuns runs = new FakeRuns(
                    candidate -> !candidate.labels().contains("1")
                            ? 0
                            : candidate.labels().contains("2") ? 0.98 : 0.5,
                    new SplittableRandom(seed));
            Shrunk shrunk = shrink(8, 25, runs);
            often += shrunk.isReliable() && shrunk.candidate().labels().equals(List.of("1", "2")) ? 1 : 0;
        }
        assertThat(often).isGreaterThan(SEARCHES / 2);
    }

    @Test
    void triesTheSameAgainWhenItIsToldTheSame() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            FakeRuns once = flaky(seed);
            Shrunk first = shrink(9, 100, once);
            FakeRuns again = flaky(seed);
            assertThat(shrink(9, 100, again)).as("seed %d", seed).isEqualTo(first);
            assertThat(again.tried()).isEqualTo(once.tried());
        }
    }

    private static FakeRuns flaky(long seed) {
        return new FakeRuns(candidate -> candidate.labels().contains("4") ? 0.7 : 0.2, new SplittableRandom(seed));
    }

    private Shrunk shrink(int steps, double rate, CandidateRunner runner) throws Exception {
        return new Shrinking(
                        original(steps, rate),
                        SHAPE,
                        Threshold.majority(TRIES),
                        Threshold.fourOfFive(REPLAYS),
                        runner,
                        heard)
                .run();
    }

    private static Candidate original(int steps, double rate) {
        return new Candidate(FakeRuns.plan(steps), rate);
    }
}
