package ordeal.harness.shrink;

import java.util.Optional;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Trigger;

/** The same faults in half the time, or under half the load, as long as that is worth a run. */
final class Halving {
    /** Steps that all begin by then are not worth being hurried. */
    private static final long SHORT_MS = 2_000;

    /** Under fewer sends a second most seconds of most partitions show nothing. */
    private static final double LOWEST_RATE = 25;

    private Halving() {}

    /** Every moment of the plan at half its time; empty when the plan has no late one. */
    static Optional<Candidate> ofLength(Candidate candidate) {
        Plan plan = candidate.plan();
        long lastMs = plan.steps().isEmpty()
                ? plan.timeMs()
                : plan.steps().stream()
                        .mapToLong(step -> step.trigger() instanceof Trigger.At(long atMs) ? atMs : 0)
                        .max()
                        .orElse(0);
        if (lastMs <= SHORT_MS) {
            return Optional.empty();
        }
        Plan halved = new Plan(
                plan.name(),
                plan.seed(),
                Math.ceilDiv(plan.timeMs(), 2),
                plan.budget(),
                plan.steps().stream()
                        .map(step -> step.trigger() instanceof Trigger.At(long atMs) ? step.startingAt(atMs / 2) : step)
                        .toList());
        return Optional.of(new Candidate(halved, candidate.ratePerSecond()));
    }

    /** A quarter of the sends a second; empty when that would be too few. */
    static Optional<Candidate> ofRateTwice(Candidate candidate) {
        return atRate(candidate, candidate.ratePerSecond() / 4);
    }

    /** Half the sends a second; empty when that would be too few. */
    static Optional<Candidate> ofRate(Candidate candidate) {
        return atRate(candidate, candidate.ratePerSecond() / 2);
    }

    private static Optional<Candidate> atRate(Candidate candidate, double ratePerSecond) {
        return ratePerSecond < LOWEST_RATE
                ? Optional.empty()
                : Optional.of(new Candidate(candidate.plan(), ratePerSecond));
    }
}
