package ordeal.broker.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * What a follower may append of the batches that its leader sent: those that are undamaged, follow on each other and on the log's end,
 * and whose epochs neither go back nor lie beyond the follower's own.
 *
 * @param good headers of the batches before the first bad one
 * @param problem what is wrong with that one; null when all are good
 */
record FollowerBatches(List<BatchHeader> good, @Nullable String problem) {
    /**
     * Examines batches; one that is cut off at the end is left out.
     *
     * @param restarted whether the log is empty, so that the first batch may begin below its end
     * @param latestEpoch the log's latest epoch; -1 for none
     * @param leaderEpoch the follower's
     */
    static FollowerBatches examine(
            MemoryRecords records, long logEndOffset, boolean restarted, int latestEpoch, int leaderEpoch) {
        List<BatchHeader> good = new ArrayList<>();
        Expected expected = new Expected(logEndOffset, restarted, latestEpoch, leaderEpoch);
        ByteBuffer buffer = records.buffer();
        int index = buffer.position();
        try {
            Iterator<MutableRecordBatch> batches = records.batches().iterator();
            while (batches.hasNext()) {
                MutableRecordBatch batch = batches.next();
                if (batch.magic() != RecordBatch.MAGIC_VALUE_V2) {
                    return new FollowerBatches(good, "a batch has format version " + batch.magic() + ", not 2");
                }
                batch.ensureValid();
                BatchHeader header = BatchHeader.at(buffer, index);
                String problem = expected.problemOf(header);
                if (problem != null) {
                    return new FollowerBatches(good, problem);
                }
                good.add(header);
                index += header.sizeBytes();
            }
            return new FollowerBatches(good, null);
        } catch (CorruptRecordException e) {
            return new FollowerBatches(good, String.valueOf(e.getMessage()));
        }
    }

    /** What the next batch must be. */
    private static final class Expected {
        private final int leaderEpoch;
        private long offset;
        private boolean mayBeginBelow;
        private int epoch;

        Expected(long offset, boolean mayBeginBelow, int epoch, int leaderEpoch) {
            this.offset = offset;
            this.mayBeginBelow = mayBeginBelow;
            this.epoch = epoch;
            this.leaderEpoch = leaderEpoch;
        }

        @Nullable
        String problemOf(BatchHeader header) {
            boolean holds = header.baseOffset() <= offset && header.lastOffset() >= offset;
            if (header.baseOffset() != offset && !(mayBeginBelow && holds)) {
                return "a batch of offsets " + header.baseOffset() + " to " + header.lastOffset() + " came where "
                        + offset + " was expected";
            }
            if (header.lastOffset() < header.baseOffset()) {
                return "the batch at offset " + header.baseOffset() + " holds nothing";
            }
            if (header.leaderEpoch() > leaderEpoch) {
                return "a batch of leader epoch " + header.leaderEpoch() + " came to a follower in " + leaderEpoch;
            }
            if (header.leaderEpoch() < epoch) {
                return "a batch of leader epoch " + header.leaderEpoch() + " came after epoch " + epoch;
            }
            offset = header.nextOffset();
            epoch = header.leaderEpoch();
            mayBeginBelow = false;
            return null;
        }
    }
}
