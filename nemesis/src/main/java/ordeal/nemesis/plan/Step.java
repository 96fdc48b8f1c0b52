package ordeal.nemesis.plan;

import java.util.Set;
import ordeal.nemesis.fault.Fault;

/**
 * One step of a plan.
 *
 * @param label its name within the plan, for other steps to refer to
 * @param trigger what makes it begin
 * @param delayMs how long it waits once its trigger has fired
 * @param withinMs how long after its time (or after its trigger was armed) it may still be injected; then it is skipped
 * @param fault what it does
 */
public record Step(String label, Trigger trigger, long delayMs, long withinMs, Fault fault) {
    /** How long a fault may be held back before it is skipped, unless a step says otherwise. */
    public static final long HELD_BACK_LIMIT_MS = 8_000;

    public Step {
        if (label.isBlank()) {
            throw new IllegalArgumentException("a step has a label");
        }
        if (delayMs < 0 || withinMs < 1) {
            throw new IllegalArgumentException(
                    "step '%s': delayMs is not negative, withinMs is positive".formatted(label));
        }
    }

    /** A step at a moment since the plan's beginning. */
    public static Step at(String label, long atMs, Fault fault) {
        return new Step(label, new Trigger.At(atMs), 0, HELD_BACK_LIMIT_MS, fault);
    }

    /** The labels of the steps that it refers to; without them it means nothing. */
    public Set<String> references() {
        return References.of(this);
    }

    /** The same step at this moment since the plan's beginning, whatever made it begin before. */
    public Step startingAt(long atMs) {
        return new Step(label, new Trigger.At(atMs), delayMs, withinMs, fault);
    }
}
