package ordeal.harness.cluster.docker.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import ordeal.harness.cluster.docker.disk.DiskSegment.Batch;
import org.junit.jupiter.api.Test;

class DiskSegmentTest {
    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int position = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, position, part.length);
            position += part.length;
        }
        return all;
    }

    @Test
    void readsEveryBatchThatKafkasClientWrote() {
        byte[] first = SomeBatches.batch(7, 3);
        byte[] second = SomeBatches.batch(10, 1);
        DiskSegment segment = DiskSegment.of(joined(first, second));
        assertThat(segment.batches())
                .containsExactly(new Batch(0, first.length, 7, 9), new Batch(first.length, second.length, 10, 10));
        assertThat(segment.soundBytes()).isEqualTo(first.length + second.length);
        assertThat(segment.endOffset(7)).isEqualTo(11);
    }

    @Test
    void anEmptyOneEndsWhereItBegins() {
        DiskSegment segment = DiskSegment.of(new byte[0]);
        assertThat(segment.soundBytes()).isZero();
        assertThat(segment.endOffset(42)).isEqualTo(42);
    }

    @Test
    void endsBeforeATornBatch() {
        byte[] whole = SomeBatches.batch(0, 2);
        byte[] torn = Arrays.copyOf(SomeBatches.batch(2, 2), 70);
        DiskSegment segment = DiskSegment.of(joined(whole, torn));
        assertThat(segment.soundBytes()).isEqualTo(whole.length);
        assertThat(segment.endOffset(0)).isEqualTo(2);
    }

    @Test
    void endsBeforeZerosThatTheDiskHasInsteadOfWhatWasWritten() {
        byte[] whole = SomeBatches.batch(0, 2);
        DiskSegment segment = DiskSegment.of(joined(whole, new byte[5_000], SomeBatches.batch(9, 1)));
        assertThat(segment.soundBytes()).isEqualTo(whole.length);
    }

    @Test
    void endsBeforeABatchOfWhichOneBitIsWrong() {
        byte[] log = SomeBatches.of(0, 3);
        int batchBytes = log.length / 3;
        log[2 * batchBytes - 3] ^= 1;
        assertThat(DiskSegment.of(log).endOffset(0)).isEqualTo(1);
    }

    @Test
    void endsBeforeABatchOfAnotherFormatOrAnImpossibleLength() {
        byte[] format = SomeBatches.of(0, 1);
        format[16] = 1;
        assertThat(DiskSegment.of(format).batches()).isEmpty();
        byte[] length = SomeBatches.of(0, 1);
        length[8] = (byte) 0xff;
        assertThat(DiskSegment.of(length).batches()).isEmpty();
        length[8] = 0x7f;
        assertThat(DiskSegment.of(length).batches()).isEmpty();
    }
}
