package ordeal.harness.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ordeal.harness.cluster.local.SegmentFile.Place;
import org.junit.jupiter.api.Test;

/** Which batches a loss of power could have taken: those, and no other. */
class UnsyncedTailTest {
    /** Offsets 0-4, 5-9, 10, 11-19. */
    private static final List<Place> BATCHES =
            List.of(new Place(0, 0, 4), new Place(100, 5, 9), new Place(200, 10, 10), new Place(300, 11, 19));

    @Test
    void cutsAnywhereAboveTheRecoveryPointWithoutAFlushInterval() {
        assertThat(cuts(0, Long.MAX_VALUE)).containsExactlyInAnyOrder(0L, 5L, 10L, 11L);
        assertThat(cuts(5, Long.MAX_VALUE)).containsExactlyInAnyOrder(5L, 10L, 11L);
    }

    @Test
    void leavesABatchAloneOfWhichTheRecoveryPointSaysThatPartIsSynced() {
        assertThat(cuts(6, Long.MAX_VALUE)).containsExactlyInAnyOrder(10L, 11L);
        assertThat(cuts(12, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void cutsNothingWhenEverythingIsBelowTheRecoveryPoint() {
        assertThat(cuts(20, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void cutsNothingUnderAFlushIntervalOfOne() {
        assertThat(cuts(0, 1)).isEmpty();
    }

    @Test
    void takesAtMostOneRecordLessThanTheFlushInterval() {
        // Offsets 0-19: under an interval of 10 at most the last 9 records are unsynced, which are 11 to 19.
        assertThat(cuts(0, 10)).containsExactly(11L);
        assertThat(cuts(0, 9)).isEmpty();
        assertThat(cuts(0, 11)).containsExactlyInAnyOrder(10L, 11L);
    }

    @Test
    void keepsToTheRecoveryPointWhenTheFlushIntervalAllowsMore() {
        assertThat(cuts(11, 1_000)).containsExactly(11L);
    }

    @Test
    void cutsNothingFromAnEmptySegment() {
        assertThat(UnsyncedTail.cut(List.of(), 0, Long.MAX_VALUE, new Random(1)))
                .isEmpty();
    }

    @Test
    void cutsTheSamePlaceForTheSameSeed() {
        assertThat(UnsyncedTail.cut(BATCHES, 0, Long.MAX_VALUE, new Random(7)))
                .isEqualTo(UnsyncedTail.cut(BATCHES, 0, Long.MAX_VALUE, new Random(7)));
    }

    /** The base offsets of all places that some seed chooses. */
    private static Set<Long> cuts(long recoveryPoint, long flushIntervalMessages) {
        // One generator: neighbouring seeds of java.util.Random begin alike.
        Random random = new Random(20_261);
        return IntStream.range(0, 200)
                .mapToObj(_ -> UnsyncedTail.cut(BATCHES, recoveryPoint, flushIntervalMessages, random))
                .flatMap(cut -> cut.stream().map(Place::baseOffset))
                .collect(Collectors.toSet());
    }
}
