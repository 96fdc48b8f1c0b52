package ordeal.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private final Payload payload = new Payload(42);

    @Test
    void decodesWhatItEncodedAtEverySize() {
        Value greatest = new Value(Value.PRODUCER_LIMIT - 1, Value.PARTITION_LIMIT - 1, Value.SEQUENCE_LIMIT - 1);
        for (int size = Payload.MIN_SIZE_BYTES; size < 200; size++) {
            assertThat(payload.decode(payload.encode(greatest, size)))
                    .isEqualTo(new Payload.Decoded.Genuine(greatest, size));
        }
        Value value = new Value(1, 2, 3);
        assertThat(payload.decode(payload.encode(value, Payload.MAX_SIZE_BYTES)))
                .isEqualTo(new Payload.Decoded.Genuine(value, Payload.MAX_SIZE_BYTES));
    }

    @Test
    void takesEveryFlippedBitForForeign() {
        for (int size : new int[] {20, 21, 27, 28, 36, 100}) {
            byte[] bytes = payload.encode(new Value(7, 5, 123_456), size);
            for (int bit = 0; bit < size * 8; bit++) {
                byte[] altered = bytes.clone();
                altered[bit / 8] ^= (byte) (1 << (bit % 8));
                assertThat(payload.decode(altered))
                        .as("bit %d of %d bytes", bit, size)
                        .isInstanceOf(Payload.Decoded.Foreign.class);
            }
        }
    }

    @Test
    void takesEveryOtherLengthForForeign() {
        byte[] bytes = payload.encode(new Value(7, 5, 1), 64);
        for (int length = 0; length < 80; length++) {
            if (length != 64) {
                assertThat(payload.decode(Arrays.copyOf(bytes, length))).isInstanceOf(Payload.Decoded.Foreign.class);
            }
        }
    }

    @Test
    void takesPayloadOfAnotherRunForForeign() {
        byte[] other = new Payload(43).encode(new Value(7, 5, 1), 64);
        assertThat(payload.decode(other)).isEqualTo(new Payload.Decoded.Foreign("written by another run"));
    }

    @Test
    void refusesSizesItCannotWrite() {
        Value value = new Value(0, 0, 0);
        assertThatThrownBy(() -> payload.encode(value, Payload.MIN_SIZE_BYTES - 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> payload.encode(value, Payload.MAX_SIZE_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void packedValueIsNonNegativeAndReversible() {
        for (Value value : new Value[] {
            new Value(0, 0, 0),
            new Value(1, 2, 3),
            new Value(Value.PRODUCER_LIMIT - 1, 0, 0),
            new Value(0, Value.PARTITION_LIMIT - 1, 0),
            new Value(0, 0, Value.SEQUENCE_LIMIT - 1)
        }) {
            assertThat(value.pack()).isNotNegative();
            assertThat(Value.unpack(value.pack())).isEqualTo(value);
        }
    }
}
