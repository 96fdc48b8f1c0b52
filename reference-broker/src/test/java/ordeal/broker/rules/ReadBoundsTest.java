package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadBoundsTest {
    @Test
    void clientsSeeWhatIsCommitted() {
        assertThat(ReadBounds.forClient(7, 10)).isEqualTo(7);
        assertThat(ReadBounds.forClient(10, 10)).isEqualTo(10);
    }

    @Test
    void theEndMayBeStaleUntilTheEpochsStartIsCommitted() {
        assertThat(ReadBounds.endMayBeStale(7, 8)).isTrue();
        assertThat(ReadBounds.endMayBeStale(8, 8)).isFalse();
    }
}
