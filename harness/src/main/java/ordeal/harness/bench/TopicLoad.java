package ordeal.harness.bench;

/**
 * What is sent to a topic of its own.
 *
 * @param partitions the topic's partitions
 * @param recordSizeBytes size of every value; records have no key
 * @param records how many are sent as fast as they are taken, those of the warm-up included
 */
public record TopicLoad(int partitions, int recordSizeBytes, long records) {
    private static final int WARM_UP_SHARE = 4;
    private static final int OVERHEAD_BYTES = 100;
    private static final long SENT_BYTES = 400L << 20;

    /** As many records as take some ten seconds on a small machine, whatever their size. */
    public static TopicLoad of(int partitions, int recordSizeBytes) {
        return new TopicLoad(partitions, recordSizeBytes, SENT_BYTES / (recordSizeBytes + OVERHEAD_BYTES));
    }

    String topic() {
        return "load-%d-%d".formatted(recordSizeBytes, partitions);
    }

    /** How many of the first records are not measured. */
    long warmUpRecords() {
        return records / WARM_UP_SHARE;
    }

    @Override
    public String toString() {
        return "%d B, %d %s".formatted(recordSizeBytes, partitions, partitions == 1 ? "partition" : "partitions");
    }
}
