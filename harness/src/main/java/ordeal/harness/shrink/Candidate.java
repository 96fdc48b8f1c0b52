package ordeal.harness.shrink;

import java.util.List;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;

/**
 * What is tried: faults under a load.
 *
 * @param ratePerSecond sends per second of all producers together
 */
public record Candidate(Plan plan, double ratePerSecond) {
    /** How many faults it has. */
    public int faults() {
        return plan.steps().size();
    }

    List<String> labels() {
        return plan.steps().stream().map(Step::label).toList();
    }
}
