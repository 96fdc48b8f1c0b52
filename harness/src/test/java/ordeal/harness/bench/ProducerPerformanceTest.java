package ordeal.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ordeal.harness.bench.ProducerPerformance.Measured;
import ordeal.harness.cluster.ClusterException;
import org.junit.jupiter.api.Test;

class ProducerPerformanceTest {
    private static final String PROGRESS =
            "4999 records sent, 999.8 records/sec (0.10 MB/sec), 3.1 ms avg latency, 40.0 ms max latency.";
    private static final String STEADY =
            "75000 steady state records sent, 4999.666689 records/sec (0.48 MB/sec), 1.56 ms"
                    + " avg latency, 25.00 ms max latency, 1 ms 50th, 3 ms 95th, 4 ms 99th, 12 ms 99.9th.";
    private static final String ALL = "100000 records sent, 4998.000000 records/sec (0.48 MB/sec), 5.00 ms"
            + " avg latency, 425.00 ms max latency, 1 ms 50th, 3 ms 95th, 90 ms 99th, 120 ms 99.9th.";

    @Test
    void readsWhatWasMeasuredAfterTheWarmUp() throws ClusterException {
        assertThat(ProducerPerformance.parse(List.of(PROGRESS, ALL, STEADY), 75_000))
                .isEqualTo(new Measured(4_999.666689, 4));
        assertThat(ProducerPerformance.parse(List.of(PROGRESS, STEADY, ALL), 75_000))
                .isEqualTo(new Measured(4_999.666689, 4));
    }

    @Test
    void takesNothingForAMeasurementInWhichRecordsWereNotAcknowledged() {
        assertThatThrownBy(() -> ProducerPerformance.parse(List.of(PROGRESS, ALL, STEADY), 75_001))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("75001 records")
                .hasMessageContaining("steady state");
    }

    @Test
    void showsWhatTheToolSaidInstead() {
        assertThatThrownBy(() -> ProducerPerformance.parse(List.of("Exception in thread"), 1))
                .hasMessageContaining("Exception in thread");
    }
}
