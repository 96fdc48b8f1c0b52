package ordeal.checker.scale;

/**
 * How large a generated run is.
 *
 * @param seed where all its randomness comes from
 * @param sends how many records are sent; each is polled by two consumers
 * @param partitions over how many partitions
 * @param producers by how many producers, each to all partitions
 */
public record RunSize(long seed, long sends, int partitions, int producers) {
    /** A run of this many sends by eight producers to twelve partitions. */
    public static RunSize of(long seed, long sends) {
        return new RunSize(seed, sends, 12, 8);
    }
}
