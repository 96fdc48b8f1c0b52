package ordeal.checker.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LongColumnTest {
    private static final long SEED = 11;

    private final LongColumn column = LongColumn.of(new SteppedBlocks(), -1);

    @Test
    void holdsNothingUntilSomethingIsSet() {
        assertThat(column.get(0)).isEqualTo(-1);
        assertThat(column.get(Long.MAX_VALUE)).isEqualTo(-1);
        column.forEach((_, _) -> {
            throw new AssertionError("nothing was set");
        });
    }

    @Test
    void agreesWithAMapWhateverIsSetWhere() {
        Random random = new Random(SEED);
        TreeMap<Long, Long> map = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            long index = random.nextInt(10) == 0 ? random.nextLong() >>> (1 + random.nextInt(60)) : i / 2;
            long value = random.nextInt(20) == 0 ? -1 : random.nextLong() >> random.nextInt(64);
            column.set(index, value);
            map.put(index, value);
            long other = random.nextInt(10_000);
            assertThat(column.get(other)).isEqualTo(map.getOrDefault(other, -1L));
        }
        map.forEach((index, value) -> assertThat(column.get(index)).isEqualTo(value));
        map.values().removeIf(value -> value == -1);
        TreeMap<Long, Long> passed = new TreeMap<>();
        column.forEach((index, value) -> {
            assertThat(passed.isEmpty() || passed.lastKey() < index).isTrue();
            passed.put(index, value);
        });
        assertThat(passed).isEqualTo(map);
    }

    @Test
    void readingElsewhereLosesNothing() {
        column.set(0, 10);
        column.set(1_000, 11);
        assertThat(column.get(0)).isEqualTo(10);
        column.set(1, 12);
        assertThat(column.get(5_000)).isEqualTo(-1);
        assertThat(column.get(1_000)).isEqualTo(11);
        assertThat(column.get(1)).isEqualTo(12);
    }

    @Test
    void absurdIndexesComeLast() {
        List<Long> indexes = new ArrayList<>();
        column.set(-5, 1);
        column.set(Long.MAX_VALUE, 2);
        column.set(3, 3);
        column.forEach((index, _) -> indexes.add(index));
        assertThat(indexes).containsExactly(3L, Long.MAX_VALUE, -5L);
    }
}
