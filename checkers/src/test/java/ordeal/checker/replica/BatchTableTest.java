package ordeal.checker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchTableTest {
    private static final long SEED = 17;

    private final BatchTable table = new BatchTable();

    @Test
    void givesBackEveryBatchAndEveryValue() {
        Random random = new Random(SEED);
        List<ReplicaLog.Batch> batches = new ArrayList<>();
        TreeMap<Long, Long> values = new TreeMap<>();
        TreeMap<Long, Integer> epochs = new TreeMap<>();
        long base = 1_000;
        for (int i = 0; i < 3_000; i++) {
            base += random.nextInt(10) == 0 ? random.nextInt(5) : 0;
            ReplicaLog.Batch batch = batch(random, base, i / 500);
            batches.add(batch);
            if (random.nextInt(20) == 0) {
                table.addUnplaced(batch);
                continue;
            }
            long[] held = new long[(int) (batch.lastOffset() - base + 1)];
            for (int j = 0; j < held.length; j++) {
                held[j] = random.nextInt(30) == 0 ? ReplicaLog.FOREIGN + random.nextInt(2) : i + j;
                values.put(base + j, held[j]);
                epochs.put(base + j, batch.leaderEpoch());
            }
            table.add(batch, held);
            base = batch.lastOffset() + 1;
            assertThat(table.nextOffset()).isEqualTo(base);
        }
        assertThat(table.batches()).isEqualTo(batches);
        for (long offset = 990; offset < base + 10; offset++) {
            assertThat(table.valueAt(offset)).isEqualTo(values.getOrDefault(offset, ReplicaLog.HOLE));
            assertThat(table.epochAt(offset)).isEqualTo(epochs.getOrDefault(offset, -1));
        }
        TreeMap<Long, Long> passed = new TreeMap<>();
        table.forEachRecord(passed::put);
        values.values().removeIf(value -> value == ReplicaLog.HOLE);
        assertThat(passed).isEqualTo(values);
    }

    @Test
    void holdsNothingAtFirst() {
        assertThat(table.nextOffset()).isEqualTo(-1);
        assertThat(table.valueAt(0)).isEqualTo(ReplicaLog.HOLE);
        assertThat(table.valueAt(-1)).isEqualTo(ReplicaLog.HOLE);
        assertThat(table.epochAt(0)).isEqualTo(-1);
        assertThat(table.batches()).isEmpty();
    }

    @Test
    void absurdOffsetCostsOnePage() {
        long base = Long.MAX_VALUE - 1_000;
        table.add(new ReplicaLog.Batch(base, base, 3, -1, (short) -1, -1, 1, 7, true), new long[] {42});
        assertThat(table.valueAt(base)).isEqualTo(42);
        assertThat(table.epochAt(base)).isEqualTo(3);
        assertThat(table.epochAt(base + 1)).isEqualTo(-1);
        assertThat(table.valueAt(base - 1)).isEqualTo(ReplicaLog.HOLE);
    }

    private static ReplicaLog.Batch batch(Random random, long base, int epoch) {
        int count = 1 + random.nextInt(8);
        return new ReplicaLog.Batch(
                base,
                base + count - 1 + random.nextInt(2),
                random.nextInt(50) == 0 ? random.nextInt() : epoch,
                random.nextInt(3) - 1,
                (short) random.nextInt(),
                random.nextInt(),
                count,
                Integer.toUnsignedLong(random.nextInt()),
                random.nextInt(40) > 0);
    }
}
