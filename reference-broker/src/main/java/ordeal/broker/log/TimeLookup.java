package ordeal.broker.log;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/** Finds records by their timestamps. */
final class TimeLookup {
    private final StoredLog stored;

    TimeLookup(StoredLog stored) {
        this.stored = stored;
    }

    /** The first record at or after a time, from an offset on and below another. */
    Optional<OffsetAtTime> firstAtOrAfter(long timestampMs, long fromOffset, long upperBound) {
        OptionalLong first = stored.batchAtTime(timestampMs);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Search search = new Search(timestampMs, fromOffset, upperBound);
        stored.visit(first.getAsLong(), search);
        return Optional.ofNullable(search.found);
    }

    /** The first of the records with the greatest timestamp, from an offset on and below another. */
    Optional<OffsetAtTime> greatest(long fromOffset, long upperBound) {
        Greatest greatest = new Greatest(upperBound);
        List<? extends SegmentView> segments = stored.segments();
        for (SegmentView segment : segments) {
            if (segment.baseOffset() >= upperBound || segment.largestTimestampMs() < 0) {
                continue;
            }
            if (segment.offsetOfLargestTimestamp() < upperBound) {
                greatest.offer(segment.largestTimestampMs(), segment.offsetOfLargestTimestamp());
            } else {
                stored.visit(segment.baseOffset(), greatest);
            }
        }
        return greatest.offset < fromOffset ? Optional.empty() : greatestIn(greatest.offset, fromOffset);
    }

    private Optional<OffsetAtTime> greatestIn(long offset, long fromOffset) {
        OffsetAtTime best = null;
        for (RecordBatch batch : stored.load(offset).batches()) {
            for (OffsetAtTime candidate = first(batch, fromOffset, _ -> true);
                    candidate != null;
                    candidate = newer(batch, fromOffset, candidate.timestamp())) {
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static @Nullable OffsetAtTime newer(RecordBatch batch, long fromOffset, long timestampMs) {
        return first(batch, fromOffset, time -> time > timestampMs);
    }

    private static @Nullable OffsetAtTime first(RecordBatch batch, long fromOffset, LongPredicate wanted) {
        try {
            for (Record record : batch) {
                if (record.offset() >= fromOffset && wanted.test(record.timestamp())) {
                    return new OffsetAtTime(record.offset(), record.timestamp(), batch.partitionLeaderEpoch());
                }
            }
            return null;
        } catch (RuntimeException e) {
            // Kafka's record classes have many exceptions for records that a client encoded wrongly under a right
            // checksum.
            throw new CorruptBatchException(
                    "the records of the batch at offset " + batch.baseOffset() + " cannot be read: " + e.getMessage());
        }
    }

    /** Looks through batches until a record is found. */
    private final class Search implements Predicate<BatchHeader> {
        private final long timestampMs;
        private final long fromOffset;
        private final long upperBound;
        private @Nullable OffsetAtTime found;

        Search(long timestampMs, long fromOffset, long upperBound) {
            this.timestampMs = timestampMs;
            this.fromOffset = fromOffset;
            this.upperBound = upperBound;
        }

        @Override
        public boolean test(BatchHeader header) {
            if (header.baseOffset() >= upperBound) {
                return false;
            }
            if (header.maxTimestampMs() >= timestampMs && header.lastOffset() >= fromOffset) {
                for (RecordBatch batch : stored.load(header.baseOffset()).batches()) {
                    OffsetAtTime candidate = first(batch, fromOffset, time -> time >= timestampMs);
                    if (candidate != null) {
                        found = candidate.offset() < upperBound ? candidate : null;
                        return false;
                    }
                }
            }
            return true;
        }
    }

    /** Looks through batches for the first one with the greatest timestamp. */
    private static final class Greatest implements Predicate<BatchHeader> {
        private final long upperBound;
        private long timestampMs = -1;
        private long offset = -1;

        Greatest(long upperBound) {
            this.upperBound = upperBound;
        }

        void offer(long candidateMs, long candidateOffset) {
            if (candidateMs > timestampMs) {
                timestampMs = candidateMs;
                offset = candidateOffset;
            }
        }

        @Override
        public boolean test(BatchHeader header) {
            if (header.lastOffset() >= upperBound) {
                return false;
            }
            offer(header.maxTimestampMs(), header.lastOffset());
            return true;
        }
    }
}
