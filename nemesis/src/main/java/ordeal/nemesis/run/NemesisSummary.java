package ordeal.nemesis.run;

import java.util.List;

/**
 * What became of a plan.
 *
 * @param healed faults that took hold and were undone
 * @param skipped faults that were never injected
 * @param failed faults that broke, or of which nothing proves that they took hold
 * @param healProblems what the heal barrier could not undo; empty when everything is healed
 * @param notAlive nodes that were started again and did not stay alive, which is their own failure
 */
public record NemesisSummary(int healed, int skipped, int failed, List<String> healProblems, List<String> notAlive) {
    public NemesisSummary {
        healProblems = List.copyOf(healProblems);
        notAlive = List.copyOf(notAlive);
    }
}
