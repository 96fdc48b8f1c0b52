package ordeal.checker.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SparseBitsTest {
    private final SparseBits bits = new SparseBits();

    @Test
    void isASet() {
        Random random = new Random(5);
        Set<Long> set = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            long number =
                    random.nextInt(8) == 0 ? random.nextLong() >>> (1 + random.nextInt(60)) : random.nextInt(9_000);
            assertThat(bits.contains(number)).isEqualTo(set.contains(number));
            assertThat(bits.add(number)).isEqualTo(set.add(number));
            assertThat(bits.contains(number)).isTrue();
        }
    }

    @Test
    void neighboursAreNotMeant() {
        bits.add(64);
        assertThat(bits.contains(63)).isFalse();
        assertThat(bits.contains(65)).isFalse();
        assertThat(bits.contains(64 + 2048)).isFalse();
        assertThat(bits.contains(Long.MAX_VALUE)).isFalse();
    }
}
