package ordeal.broker.log;

import java.util.Iterator;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.record.RecordBatch;

/**
 * What a client may have appended: exactly one batch of version 2, undamaged, of a permitted size, counted from offset 0, without
 * control records, in a known compression, and not part of a transaction. The records inside are covered by the checksum and are
 * not looked at.
 */
final class BatchValidation {
    private BatchValidation() {}

    /** What became of the validation. */
    sealed interface Outcome {
        /** The batch may be appended. */
        record Valid(MutableRecordBatch batch) implements Outcome {}

        /** It may not. */
        record Invalid(Errors error, String message) implements Outcome {}
    }

    /**
     * Validates what a client sent for one partition.
     *
     * @param maxMessageBytes greatest size of a batch
     * @param segmentBytes greatest size of a segment, which must hold it
     */
    static Outcome validate(MemoryRecords records, int maxMessageBytes, int segmentBytes) {
        try {
            Iterator<MutableRecordBatch> batches = records.batches().iterator();
            if (!batches.hasNext()) {
                return invalid(Errors.INVALID_RECORD, "there is no whole batch");
            }
            MutableRecordBatch batch = batches.next();
            if (batch.magic() != RecordBatch.MAGIC_VALUE_V2) {
                return invalid(Errors.INVALID_RECORD, "the batch has format version " + batch.magic() + ", not 2");
            }
            if (records.sizeInBytes() != batch.sizeInBytes()) {
                return invalid(Errors.INVALID_RECORD, "there is more than one batch");
            }
            if (batch.sizeInBytes() > maxMessageBytes) {
                return invalid(
                        Errors.MESSAGE_TOO_LARGE,
                        "the batch has " + batch.sizeInBytes() + " bytes, more than " + maxMessageBytes);
            }
            if (batch.sizeInBytes() > segmentBytes) {
                return invalid(
                        Errors.RECORD_LIST_TOO_LARGE,
                        "the batch has " + batch.sizeInBytes() + " bytes, more than a segment's " + segmentBytes);
            }
            batch.ensureValid();
            return header(batch);
        } catch (CorruptRecordException e) {
            return invalid(Errors.CORRUPT_MESSAGE, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome header(MutableRecordBatch batch) {
        long count = batch.countOrNull();
        if (batch.baseOffset() != 0) {
            return invalid(Errors.INVALID_RECORD, "the batch begins at offset " + batch.baseOffset() + ", not at 0");
        }
        if (count <= 0 || count != batch.lastOffset() + 1) {
            return invalid(
                    Errors.INVALID_RECORD,
                    count + " records cannot end at offset " + batch.lastOffset() + " of the batch");
        }
        if (batch.isControlBatch()) {
            return invalid(Errors.INVALID_RECORD, "clients may not write control records");
        }
        if (batch.isTransactional()) {
            return invalid(Errors.INVALID_TXN_STATE, "no transaction is open");
        }
        if (batch.hasProducerId() && (batch.producerEpoch() < 0 || batch.baseSequence() < 0)) {
            return invalid(
                    Errors.INVALID_RECORD,
                    "producer epoch " + batch.producerEpoch() + " with sequence " + batch.baseSequence());
        }
        return compression(batch);
    }

    private static Outcome compression(MutableRecordBatch batch) {
        try {
            batch.compressionType();
            return new Outcome.Valid(batch);
        } catch (IllegalArgumentException e) {
            return invalid(Errors.UNSUPPORTED_COMPRESSION_TYPE, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome invalid(Errors error, String message) {
        return new Outcome.Invalid(error, message);
    }
}
