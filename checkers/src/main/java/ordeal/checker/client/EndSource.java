package ordeal.checker.client;

import java.util.List;
import ordeal.checker.replica.ReplicaLog;

/** A view of what a partition holds at the end of the run: its final read, or the disk of one replica. */
public sealed interface EndSource {
    /** Its name in a sentence. */
    String name();

    /** Whether it can tell what is at this offset. */
    boolean covers(long offset);

    /** The value there, {@link ReplicaLog#HOLE} or {@link ReplicaLog#FOREIGN}. */
    long valueAt(long offset);

    /** Whether it tells of every offset. */
    boolean whole();

    /** Whether records that are not committed may be missing: true for a follower's disk. */
    boolean committedOnly();

    /** One more than the last offset it knows. */
    long end();

    /** Passes every record, by offset. */
    void forEach(ReplicaLog.RecordConsumer action);

    /**
     * What fresh consumers read after the heal barrier.
     *
     * @param whole whether some final read reached the end offset that it was to reach
     * @param reachedOffset the greatest position that a final read reached; what it skipped below that is absent
     */
    record FinalRead(OffsetMap records, boolean whole, long reachedOffset) implements EndSource {
        /** Its name. */
        static final String NAME = "the final read";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public boolean covers(long offset) {
            return whole || offset < Math.max(reachedOffset, records.end());
        }

        @Override
        public long valueAt(long offset) {
            return records.get(offset);
        }

        @Override
        public boolean committedOnly() {
            return false;
        }

        @Override
        public long end() {
            return records.end();
        }

        @Override
        public void forEach(ReplicaLog.RecordConsumer action) {
            records.forEach(action);
        }
    }

    /**
     * The disk of a member of the final ISR.
     *
     * @param leader whether it is the final leader, whose log is the partition's
     * @param rotten the batches in which a fault flipped a bit: of these it cannot tell what they held
     */
    record Disk(ReplicaLog log, boolean leader, List<ReplicaLog.Batch> rotten) implements EndSource {
        public Disk {
            rotten = List.copyOf(rotten);
        }

        @Override
        public String name() {
            return (leader ? "the disk of the final leader, broker " : "the disk of the in-sync replica on broker ")
                    + log.broker();
        }

        @Override
        public boolean covers(long offset) {
            return rotten.isEmpty()
                    || rotten.stream().noneMatch(batch -> batch.baseOffset() <= offset && offset <= batch.lastOffset());
        }

        @Override
        public long valueAt(long offset) {
            return offset < log.logStartOffset() || offset >= log.logEndOffset()
                    ? ReplicaLog.HOLE
                    : log.valueAt(offset);
        }

        @Override
        public boolean whole() {
            return rotten.isEmpty();
        }

        @Override
        public boolean committedOnly() {
            return !leader;
        }

        @Override
        public long end() {
            return log.logEndOffset();
        }

        @Override
        public void forEach(ReplicaLog.RecordConsumer action) {
            log.forEachRecord((offset, packed) -> {
                if (covers(offset)) {
                    action.accept(offset, packed);
                }
            });
        }
    }
}
