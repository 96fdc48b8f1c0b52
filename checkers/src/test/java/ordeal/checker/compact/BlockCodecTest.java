package ordeal.checker.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ordeal.checker.history.Value;
import ordeal.checker.replica.ReplicaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockCodecTest {
    private static final long SEED = 7;
    private static final int RAW_BYTES = LongColumn.BLOCK_SIZE * Long.BYTES;

    static Stream<BlockCodec> codecs() {
        return Stream.of(new SteppedBlocks(), new ValueBlocks());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void everyBlockComesBackAsItWas(BlockCodec codec) {
        Random random = new Random(SEED);
        comesBack(codec, i -> 0);
        comesBack(codec, i -> ReplicaLog.HOLE);
        comesBack(codec, i -> i % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
        comesBack(codec, i -> random.nextLong());
        comesBack(codec, i -> i == 64 ? Long.MIN_VALUE : i);
        comesBack(codec, i -> random.nextInt(3) - 2);
        for (int width = 0; width < Long.SIZE; width++) {
            int bits = width;
            comesBack(codec, i -> random.nextLong() >>> bits);
            comesBack(codec, i -> random.nextLong() >> bits);
            comesBack(codec, i -> i < 127 ? 5 : 5 + (1L << bits));
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void noBlockTakesMuchMoreThanItsLongs(BlockCodec codec) {
        Random random = new Random(SEED);
        for (int round = 0; round < 100; round++) {
            assertThat(codec.encode(block(i -> random.nextLong())).length).isLessThan(2 * RAW_BYTES);
        }
    }

    @Test
    void evenStepsTakeNextToNothing() {
        assertThat(new SteppedBlocks().encode(block(i -> 1_000_000 + 3L * i)).length)
                .isLessThan(10);
    }

    @Test
    void aFewLeapsCostOnlyThemselves() {
        byte[] bytes = new SteppedBlocks().encode(block(i -> 1_000_000 + i + i / 32 * 1_000L));
        assertThat(bytes.length).isLessThan(20);
    }

    @Test
    void jitterCostsItsBits() {
        Random random = new Random(SEED);
        byte[] bytes = new SteppedBlocks().encode(block(i -> 1_000_000L * i + random.nextInt(1 << 12)));
        assertThat(bytes.length).isLessThan(LongColumn.BLOCK_SIZE * 15 / 8);
    }

    @Test
    void batchesOfSeveralProducersTakeLittle() {
        long[] next = {5_000_000, 6_000_000, 7_000_000, 8_000_000};
        byte[] bytes = new ValueBlocks().encode(block(i -> new Value(i / 16 % 4, 3, next[i / 16 % 4]++).pack()));
        assertThat(bytes.length).isLessThan(70);
    }

    @Test
    void batchesOfOneRecordTakeLittleToo() {
        long[] next = {5_000_000, 6_000_000, 7_000_000, 8_000_000};
        Random random = new Random(SEED);
        byte[] bytes = new ValueBlocks().encode(block(i -> {
            int producer = random.nextInt(4);
            return new Value(producer, 3, next[producer]++).pack();
        }));
        assertThat(bytes.length).isLessThan(LongColumn.BLOCK_SIZE);
    }

    @Test
    void sequencesThatGoBackComeBack() {
        comesBack(new ValueBlocks(), i -> new Value(1, 2, 1_000 - i).pack());
        comesBack(new ValueBlocks(), i -> new Value(i, 127 - i, Value.SEQUENCE_LIMIT - 1 - i).pack());
        comesBack(new ValueBlocks(), i -> i % 3 == 0 ? ReplicaLog.FOREIGN : new Value(4095, 4095, i).pack());
    }

    private static void comesBack(BlockCodec codec, IntToLongFunction longs) {
        long[] block = block(longs);
        long[] decoded = new long[LongColumn.BLOCK_SIZE];
        codec.decode(codec.encode(block.clone()), decoded);
        assertThat(decoded).containsExactly(block);
    }

    private static long[] block(IntToLongFunction longs) {
        return IntStream.range(0, LongColumn.BLOCK_SIZE).mapToLong(longs).toArray();
    }
}
