package ordeal.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.broker.log.PartitionLog.EpochStart;
import org.junit.jupiter.api.Test;

class EpochCacheTest {
    private final EpochCache cache = new EpochCache(List.of());

    private void given(int... epochsAndStarts) {
        for (int i = 0; i < epochsAndStarts.length; i += 2) {
            cache.assign(epochsAndStarts[i], epochsAndStarts[i + 1]);
        }
    }

    @Test
    void anEpochGoesOnWithoutANewEntry() {
        given(1, 0);
        assertThat(cache.assign(1, 5)).isFalse();
        assertThat(cache.assign(2, 5)).isTrue();
        assertThat(cache.entries()).containsExactly(new EpochStart(1, 0), new EpochStart(2, 5));
    }

    @Test
    void aNewEntryDropsWhatContradictsIt() {
        given(1, 0, 2, 10, 3, 20);
        cache.assign(4, 10);
        assertThat(cache.entries()).containsExactly(new EpochStart(1, 0), new EpochStart(4, 10));
        cache.assign(2, 30);
        assertThat(cache.entries()).containsExactly(new EpochStart(1, 0), new EpochStart(2, 30));
    }

    @Test
    void aTakeoverWithoutAppendsIsReplacedByTheNextOne() {
        given(1, 0, 2, 10, 3, 10);
        assertThat(cache.entries()).containsExactly(new EpochStart(1, 0), new EpochStart(3, 10));
    }

    @Test
    void theLatestEpochEndsWithTheLog() {
        given(1, 0, 2, 10);
        assertThat(cache.endOffsetFor(2, 17)).isEqualTo(new EpochEndOffset(2, 17));
    }

    @Test
    void anEarlierEpochEndsWhereTheNextBegins() {
        given(1, 0, 2, 10, 5, 20);
        assertThat(cache.endOffsetFor(1, 30)).isEqualTo(new EpochEndOffset(1, 10));
        assertThat(cache.endOffsetFor(2, 30)).isEqualTo(new EpochEndOffset(2, 20));
    }

    /** KIP-279: after fast changes of leadership the follower's epoch is unknown to the leader, which names the one before. */
    @Test
    void anUnknownEpochIsAnsweredWithTheLargestBelowIt() {
        given(1, 0, 2, 10, 5, 20);
        assertThat(cache.endOffsetFor(4, 30)).isEqualTo(new EpochEndOffset(2, 20));
    }

    @Test
    void anEpochBeforeAllKnownOnesEndsWhereTheFirstBegins() {
        given(3, 8, 4, 20);
        assertThat(cache.endOffsetFor(2, 30)).isEqualTo(new EpochEndOffset(2, 8));
    }

    @Test
    void nothingIsSaidOfEpochsAboveTheLatestOrOfNone() {
        assertThat(cache.endOffsetFor(0, 30)).isEqualTo(EpochEndOffset.UNDEFINED);
        given(3, 8);
        assertThat(cache.endOffsetFor(4, 30)).isEqualTo(EpochEndOffset.UNDEFINED);
        assertThat(cache.endOffsetFor(-1, 30)).isEqualTo(EpochEndOffset.UNDEFINED);
    }

    /** KIP-101, scenario 2: a follower that lost its tail asks for the epoch it still has. */
    @Test
    void cuttingTheEndDropsEpochsThatBeginThere() {
        given(1, 0, 2, 10, 3, 20);
        assertThat(cache.truncateEnd(21)).isFalse();
        assertThat(cache.truncateEnd(20)).isTrue();
        assertThat(cache.endOffsetFor(2, 20)).isEqualTo(new EpochEndOffset(2, 20));
    }

    @Test
    void cuttingTheStartKeepsTheEpochThatHoldsIt() {
        given(1, 0, 2, 10, 3, 20);
        assertThat(cache.truncateStart(0)).isFalse();
        assertThat(cache.truncateStart(15)).isTrue();
        assertThat(cache.entries()).containsExactly(new EpochStart(2, 15), new EpochStart(3, 20));
        assertThat(cache.truncateStart(20)).isTrue();
        assertThat(cache.entries()).containsExactly(new EpochStart(3, 20));
    }
}
