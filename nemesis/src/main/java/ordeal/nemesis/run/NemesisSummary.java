package ordeal.nemesis.run;

import java.util.List;

/**
 * What the heal barrier left behind. What became of each fault is in the journal.
 *
 * @param healProblems what the heal barrier could not undo; empty when everything is healed
 * @param notAlive nodes that were started again and did not stay alive, which is their own failure
 */
public record NemesisSummary(List<String> healProblems, List<String> notAlive) {
    public NemesisSummary {
        healProblems = List.copyOf(healProblems);
        notAlive = List.copyOf(notAlive);
    }
}
