package ordeal.broker.log;

/** A segment as the rules see it: its measures, always current. */
public interface SegmentView {
    /** The offset that gives it its name. */
    long baseOffset();

    /** Size of the batches in it. */
    int sizeBytes();

    /** When it was made, by the wall clock. */
    long createdMs();

    /** The greatest timestamp of its first batch; -1 when it is empty or the batch has none. */
    long firstTimestampMs();

    /** The greatest timestamp in it; -1 when there is none. */
    long largestTimestampMs();

    /** The last offset of the first batch with the greatest timestamp; -1 when there is none. */
    long offsetOfLargestTimestamp();

    /** Whether its indexes can take no more. */
    boolean indexFull();
}
