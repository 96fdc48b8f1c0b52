package ordeal.harness.shrink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;

/**
 * Which parts of a plan are plans themselves. A step that refers to another one goes where that one goes.
 *
 * @param plan the whole plan, in which every step refers to earlier ones only
 */
record Dependencies(Plan plan) {
    /** The steps with these labels, and those that they refer to, directly or not. */
    List<Step> withNeeded(Set<String> labels) {
        Set<String> kept = new HashSet<>(labels);
        for (Step step : plan.steps().reversed()) {
            if (kept.contains(step.label())) {
                kept.addAll(step.references());
            }
        }
        return plan.steps().stream().filter(step -> kept.contains(step.label())).toList();
    }

    /** The steps with these labels, but for those that refer, directly or not, to one that is not among them. */
    List<Step> withoutOrphans(Set<String> labels) {
        Set<String> kept = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (labels.contains(step.label()) && kept.containsAll(step.references())) {
                kept.add(step.label());
                steps.add(step);
            }
        }
        return steps;
    }
}
