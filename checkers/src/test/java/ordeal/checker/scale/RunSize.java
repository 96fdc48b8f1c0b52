package ordeal.checker.scale;

/**
 * How large a generated run is.
 *
 * @param seed where all its randomness comes from
 * @param sends how many records are sent, at least {@value #MIN_SENDS}: fewer would end before a planted end offset can be told from
 *     clocks that disagree; each record is polled by two consumers
 * @param partitions over how many partitions
 * @param producers by how many producers, each to all partitions
 */
public record RunSize(long seed, long sends, int partitions, int producers) {
    /** The smallest run. */
    static final long MIN_SENDS = 100_000;

    public RunSize {
        if (sends < MIN_SENDS) {
            throw new IllegalArgumentException("a generated run has at least " + MIN_SENDS + " sends, not " + sends);
        }
    }

    /** A run of this many sends by eight producers to twelve partitions. */
    public static RunSize of(long seed, long sends) {
        return new RunSize(seed, sends, 12, 8);
    }
}
