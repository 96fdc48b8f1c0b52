package ordeal.harness.shrink;

/**
 * How often a candidate failed.
 *
 * @param failed tries that failed as the original did
 * @param tries all of them
 */
public record Tally(int failed, int tries) {
    static final Tally NONE = new Tally(0, 0);

    public Tally {
        if (failed < 0 || failed > tries) {
            throw new IllegalArgumentException("%d of %d tries cannot have failed".formatted(failed, tries));
        }
    }

    Tally plus(boolean fails) {
        return new Tally(fails ? failed + 1 : failed, tries + 1);
    }

    /** Such as {@code 2 of 3}. */
    public String words() {
        return failed + " of " + tries;
    }
}
