package ordeal.harness.shrink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;

/** Runs that fail as often as a test says, without processes. */
final class FakeRuns implements CandidateRunner {
    private static final Fault FAULT = new Fault.MoveController();

    private final ToDoubleFunction<Candidate> probability;
    private final RandomGenerator random;
    private final List<Candidate> tried = new ArrayList<>();
    private final Set<Candidate> searched = new HashSet<>();

    /**
     * Runs whose failures are drawn.
     *
     * @param probability how probable it is that a try of a candidate fails; 0 and 1 draw nothing
     */
    FakeRuns(ToDoubleFunction<Candidate> probability, RandomGenerator random) {
        this.probability = probability;
        this.random = random;
    }

    /** Runs that fail always or never. */
    static FakeRuns certain(java.util.function.Predicate<Set<String>> fails) {
        return new FakeRuns(candidate -> fails.test(Set.copyOf(candidate.labels())) ? 1 : 0, () -> 0);
    }

    /** A plan of timed steps a second apart, labelled from 1 on. */
    static Plan plan(int steps) {
        return new Plan(
                "fake",
                1,
                steps * 1_000L,
                1,
                IntStream.rangeClosed(1, steps)
                        .mapToObj(number -> Step.at(Integer.toString(number), number * 1_000L, FAULT))
                        .toList());
    }

    @Override
    public Outcome run(Candidate candidate, Phase phase, Purpose purpose) {
        tried.add(candidate);
        if (purpose == Purpose.SEARCH) {
            searched.add(candidate);
        }
        double fails = probability.applyAsDouble(candidate);
        boolean failed = fails >= 1 || (fails > 0 && random.nextDouble() < fails);
        return failed ? Outcome.FAILS : Outcome.PASSES;
    }

    /** Every try, in order. */
    List<Candidate> tried() {
        return tried;
    }

    /** The candidates that the search looked at. */
    Set<Candidate> searched() {
        return searched;
    }
}
