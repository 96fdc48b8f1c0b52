package ordeal.nemesis.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which faults a run injects, and when. Every plan ends with the heal-everything barrier.
 *
 * @param name its name
 * @param seed the source of every draw that is left to the moment of injection
 * @param timeMs the stretch in which faults begin
 * @param budget how many brokers may be faulty at once
 * @param steps in order; the number of a fault in a run is its step's place, from 1
 */
public record Plan(String name, long seed, long timeMs, int budget, List<Step> steps) {
    /**
     * Checks the plan's own consistency.
     *
     * @throws IllegalArgumentException when a label occurs twice, or a step refers to one that does not come before it
     */
    public Plan {
        steps = List.copyOf(steps);
        if (budget < 0 || timeMs < 0) {
            throw new IllegalArgumentException("a plan's budget and time are not negative");
        }
        Set<String> labels = new HashSet<>();
        for (Step step : steps) {
            for (String before : step.references()) {
                if (!labels.contains(before)) {
                    throw new IllegalArgumentException("step '%s' refers to step '%s', which does not come before it"
                            .formatted(step.label(), before));
                }
            }
            if (!labels.add(step.label())) {
                throw new IllegalArgumentException("two steps are labelled '%s'".formatted(step.label()));
            }
        }
    }

    /** Whether a step waits for another one or for what is seen of the cluster, so that the steps belong together. */
    public boolean hasTriggers() {
        return steps.stream().anyMatch(step -> !(step.trigger() instanceof Trigger.At));
    }

    /** This plan on another seed: the same steps, other draws at injection. */
    public Plan withSeed(long other) {
        return new Plan(name, other, timeMs, budget, steps);
    }

    /** This plan with these steps instead. */
    public Plan withSteps(List<Step> others) {
        return new Plan(name, seed, timeMs, budget, others);
    }

    /** This plan under another name. */
    public Plan withName(String other) {
        return new Plan(other, seed, timeMs, budget, steps);
    }
}
