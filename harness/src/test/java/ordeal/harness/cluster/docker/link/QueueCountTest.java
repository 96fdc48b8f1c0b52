package ordeal.harness.cluster.docker.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueCountTest {
    @ParameterizedTest
    @CsvSource({"1, 688", "5, 135", "10, 66", "30, 20", "99, 2"})
    void isSureOfAHitFromSoManyPacketsOnAndNotOneBefore(int percent, long packets) {
        assertThat(new QueueCount(0, packets, 0).surelyHit(percent)).isTrue();
        assertThat(new QueueCount(0, packets - 1, 0).surelyHit(percent)).isFalse();
    }
}
