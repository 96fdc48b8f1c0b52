package ordeal.harness.report.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvenSampleTest {
    @Test
    void keepsEverythingWithinItsLimit() {
        assertThat(sample(4, 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void keepsEveryNthBeyondItsLimit() {
        assertThat(sample(4, 5)).containsExactly(0, 2, 4);
        assertThat(sample(4, 17)).containsExactly(0, 8, 16);
    }

    @Test
    void neverExceedsItsLimit() {
        for (int items = 0; items < 300; items++) {
            assertThat(sample(7, items)).hasSizeLessThanOrEqualTo(7).isSorted();
        }
    }

    private static List<Integer> sample(int limit, int items) {
        EvenSample<Integer> sample = new EvenSample<>(limit);
        for (int i = 0; i < items; i++) {
            sample.add(i);
        }
        assertThat(sample.seen()).isEqualTo(items);
        return sample.items();
    }
}
