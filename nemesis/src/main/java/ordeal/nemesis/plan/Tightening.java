package ordeal.nemesis.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings the steps of a plan forward when others before them are gone, so that the run becomes shorter. */
public final class Tightening {
    /** When the first step begins at the latest. */
    private static final long FIRST_MS = 1_000;

    private static final long SECOND_MS = 1_000;

    private Tightening() {}

    /**
     * The same steps, none later than before. A step keeps its distance to each step before it, but for what that one does not need: once its
     * brokers are back, nothing has to wait for it. A plan in which a step waits for something else than a moment, or without steps, stays as
     * it is.
     */
    public static Plan of(Plan plan, ClusterShape shape) {
        List<Timed> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (!(step.trigger() instanceof Trigger.At(long atMs))) {
                return plan;
            }
            steps.add(new Timed(step, atMs));
        }
        if (steps.isEmpty()) {
            return plan;
        }
        Map<Step, Long> earlier = new HashMap<>();
        List<Timed> before = new ArrayList<>();
        long lastMs = 0;
        for (Timed timed :
                steps.stream().sorted(Comparator.comparingLong(Timed::atMs)).toList()) {
            long atMs = Math.min(timed.atMs(), FIRST_MS);
            for (Timed other : before) {
                long distanceMs = timed.atMs() - other.atMs();
                long neededMs = Occupancy.millis(other.step().fault(), shape);
                atMs = Math.max(atMs, earlier.getOrDefault(other.step(), 0L) + Math.min(distanceMs, neededMs));
            }
            earlier.put(timed.step(), atMs);
            before.add(timed);
            lastMs = Math.max(lastMs, atMs);
        }
        return new Plan(
                plan.name(),
                plan.seed(),
                Math.min(plan.timeMs(), (lastMs / SECOND_MS + 1) * SECOND_MS),
                plan.budget(),
                plan.steps().stream()
                        .map(step -> step.startingAt(earlier.getOrDefault(step, 0L)))
                        .toList());
    }

    private record Timed(Step step, long atMs) {}
}
