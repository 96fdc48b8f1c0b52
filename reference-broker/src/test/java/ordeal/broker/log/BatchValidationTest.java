package ordeal.broker.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.EndTransactionMarker;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.utils.Crc32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchValidationTest {
    private static final int ATTRIBUTES_AT = 21;
    private static final int LAST_OFFSET_DELTA_AT = 23;
    private static final int PRODUCER_EPOCH_AT = 51;
    private static final int BASE_SEQUENCE_AT = 53;
    private static final int COUNT_AT = 57;

    private static BatchValidation.Outcome validate(MemoryRecords records) {
        return BatchValidation.validate(records, 10_000, 20_000);
    }

    private static Errors error(MemoryRecords records) {
        return ((BatchValidation.Outcome.Invalid) validate(records)).error();
    }

    private static void accepted(MemoryRecords records) {
        assertThat(validate(records)).isInstanceOf(BatchValidation.Outcome.Valid.class);
    }

    /** Makes the checksum right again. */
    private static MemoryRecords seal(MemoryRecords records) {
        ByteBuffer buffer = records.buffer();
        buffer.putInt(17, (int) Crc32C.compute(buffer, ATTRIBUTES_AT, buffer.limit() - ATTRIBUTES_AT));
        return records;
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void acceptsOneBatchInAnyCompression(CompressionType type) {
        accepted(MemoryRecords.withRecords(
                Compression.of(type).build(), new SimpleRecord(1, "some value".getBytes(UTF_8))));
    }

    @Test
    void rejectsNothingAndHalfABatch() {
        assertThat(error(MemoryRecords.EMPTY)).isEqualTo(Errors.INVALID_RECORD);
        MemoryRecords whole = Batches.of(1, "a");
        MemoryRecords half =
                MemoryRecords.readableRecords(whole.buffer().duplicate().limit(whole.sizeInBytes() - 1));
        assertThat(error(half)).isEqualTo(Errors.INVALID_RECORD);
    }

    @Test
    void rejectsASecondBatch() {
        assertThat(error(Batches.concat(Batches.of(1, "a"), Batches.of(1, "b"))))
                .isEqualTo(Errors.INVALID_RECORD);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1})
    void rejectsOldFormats(byte magic) {
        assertThat(error(MemoryRecords.withRecords(magic, Compression.NONE, new SimpleRecord(1, new byte[3]))))
                .isEqualTo(Errors.INVALID_RECORD);
    }

    @Test
    void rejectsAFormatThatIsNotThere() {
        MemoryRecords records = Batches.of(1, "a");
        records.buffer().put(16, (byte) 3);
        assertThat(error(records)).isEqualTo(Errors.CORRUPT_MESSAGE);
    }

    @Test
    void rejectsALengthThatIsTooSmallForAHeader() {
        MemoryRecords records = Batches.of(1, "a");
        records.buffer().putInt(8, 20);
        assertThat(error(MemoryRecords.readableRecords(
                        records.buffer().duplicate().limit(32))))
                .isEqualTo(Errors.CORRUPT_MESSAGE);
    }

    @Test
    void everyFlippedBitUnderTheChecksumIsNoticed() {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            MemoryRecords records = Batches.of(1, "value-" + i);
            int at = 17 + random.nextInt(records.sizeInBytes() - 17);
            records.buffer().put(at, (byte) (records.buffer().get(at) ^ (1 << random.nextInt(8))));
            assertThat(error(records)).as("seed %d, byte %d", seed, at).isEqualTo(Errors.CORRUPT_MESSAGE);
        }
    }

    @Test
    void rejectsWhatIsLargerThanAllowed() {
        MemoryRecords records = Batches.of(1, "a");
        int size = records.sizeInBytes();
        assertThat(BatchValidation.validate(records, size, size)).isInstanceOf(BatchValidation.Outcome.Valid.class);
        assertThat(((BatchValidation.Outcome.Invalid) BatchValidation.validate(records, size - 1, size)).error())
                .isEqualTo(Errors.MESSAGE_TOO_LARGE);
        assertThat(((BatchValidation.Outcome.Invalid) BatchValidation.validate(records, size, size - 1)).error())
                .isEqualTo(Errors.RECORD_LIST_TOO_LARGE);
    }

    @Test
    void rejectsOffsetsThatDoNotBeginAtZero() {
        assertThat(error(MemoryRecords.withRecords(1L, Compression.NONE, new SimpleRecord(1, new byte[1]))))
                .isEqualTo(Errors.INVALID_RECORD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, -2})
    void rejectsACountThatIsNotThatOfTheOffsets(int count) {
        MemoryRecords records = Batches.of(1, "a", "b");
        records.buffer().putInt(COUNT_AT, count);
        assertThat(error(seal(records))).isEqualTo(Errors.INVALID_RECORD);
    }

    @Test
    void rejectsALastOffsetThatIsNotThatOfTheCount() {
        MemoryRecords records = Batches.of(1, "a", "b");
        records.buffer().putInt(LAST_OFFSET_DELTA_AT, 2);
        assertThat(error(seal(records))).isEqualTo(Errors.INVALID_RECORD);
        records.buffer().putInt(LAST_OFFSET_DELTA_AT, 1);
        accepted(seal(records));
    }

    @Test
    void rejectsControlRecordsAndTransactions() {
        assertThat(error(MemoryRecords.withEndTransactionMarker(
                        9, (short) 0, new EndTransactionMarker(ControlRecordType.COMMIT, 0))))
                .isEqualTo(Errors.INVALID_RECORD);
        assertThat(error(MemoryRecords.withTransactionalRecords(
                        Compression.NONE, 9, (short) 0, 0, new SimpleRecord(1, new byte[1]))))
                .isEqualTo(Errors.INVALID_TXN_STATE);
    }

    @Test
    void rejectsACompressionThatDoesNotExist() {
        MemoryRecords records = Batches.of(1, "a");
        records.buffer().putShort(ATTRIBUTES_AT, (short) 5);
        assertThat(error(seal(records))).isEqualTo(Errors.UNSUPPORTED_COMPRESSION_TYPE);
    }

    @Test
    void rejectsAProducerWithoutEpochOrSequence() {
        accepted(Batches.idempotent(9, 0, 0, 2));
        MemoryRecords noEpoch = Batches.idempotent(9, 0, 0, 2);
        noEpoch.buffer().putShort(PRODUCER_EPOCH_AT, (short) -1);
        assertThat(error(seal(noEpoch))).isEqualTo(Errors.INVALID_RECORD);
        MemoryRecords noSequence = Batches.idempotent(9, 0, 0, 2);
        noSequence.buffer().putInt(BASE_SEQUENCE_AT, -1);
        assertThat(error(seal(noSequence))).isEqualTo(Errors.INVALID_RECORD);
    }

    @Test
    void headersAreReadAsKafkaReadsThem() {
        MemoryRecords records = Batches.concat(
                Batches.led(17, 3, 4), Batches.idempotent(9, 2, Integer.MAX_VALUE - 1, 4), Batches.at(5, 9, 7));
        int index = 0;
        for (MutableRecordBatch batch : records.batches()) {
            BatchHeader header = BatchHeader.at(records.buffer(), index);
            assertThat(header)
                    .isEqualTo(new BatchHeader(
                            batch.baseOffset(),
                            batch.lastOffset(),
                            batch.sizeInBytes(),
                            batch.partitionLeaderEpoch(),
                            batch.magic(),
                            batch.maxTimestamp(),
                            batch.producerId(),
                            batch.producerEpoch(),
                            batch.baseSequence()));
            assertThat(header.nextOffset()).isEqualTo(batch.nextOffset());
            assertThat(header.hasProducer()).isEqualTo(batch.hasProducerId());
            if (batch.hasProducerId()) {
                assertThat(header.lastSequence()).isEqualTo(batch.lastSequence());
            }
            assertThat(BatchHeader.checksumAt(records.buffer(), index))
                    .isEqualTo(((DefaultRecordBatch) batch).checksum());
            index += header.sizeBytes();
        }
        assertThat(BatchHeader.SIZE_BYTES).isEqualTo(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        assertThat(RecordBatch.CURRENT_MAGIC_VALUE).isEqualTo((byte) 2);
    }
}
