package ordeal.harness.shrink;

/**
 * How often a candidate has to fail to count as one that fails. A run is not deterministic: what failed once may fail once in ten times, and a
 * plan that does is of no use to whoever looks for the bug.
 *
 * @param tries how many there are at most
 * @param needed how many of them have to fail
 */
public record Threshold(int tries, int needed) {
    /** Replays that have to fail, of five. */
    private static final int NEEDED_OF_FIVE = 4;

    public Threshold {
        if (needed < 1 || needed > tries) {
            throw new IllegalArgumentException("%d of %d tries cannot be asked for".formatted(needed, tries));
        }
    }

    /** A smaller candidate is taken when more than half of its tries fail. */
    public static Threshold majority(int tries) {
        return new Threshold(tries, tries / 2 + 1);
    }

    /** What remains in the end is good when four of five replays fail. */
    public static Threshold fourOfFive(int replays) {
        return new Threshold(replays, Math.ceilDiv(replays * NEEDED_OF_FIVE, 5));
    }

    /** Whether enough have failed, whatever the remaining ones do. */
    boolean isMet(Tally tally) {
        return tally.failed() >= needed;
    }

    /** Whether too few would have failed even if all that remain did. */
    boolean isMissed(Tally tally) {
        return tally.tries() - tally.failed() > tries - needed;
    }

    /** Whether all tries have been made. */
    boolean isUsedUp(Tally tally) {
        return tally.tries() >= tries;
    }
}
