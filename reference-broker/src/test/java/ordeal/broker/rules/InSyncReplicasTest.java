package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InSyncReplicasTest {
    private static final long LAG_NANOS = 100;

    @Test
    void asManyAreRequiredAsConfiguredButNotMoreThanThereAre() {
        assertThat(InSyncReplicas.required(2, 3)).isEqualTo(2);
        assertThat(InSyncReplicas.required(2, 1)).isEqualTo(1);
    }

    @Test
    void aReplicaIsCaughtUpAtTheLeadersEndHoweverLongAgoItFetched() {
        assertThat(InSyncReplicas.caughtUp(10, 10, 0, 1_000, LAG_NANOS)).isTrue();
        assertThat(InSyncReplicas.caughtUp(9, 10, 0, 1_000, LAG_NANOS)).isFalse();
    }

    @Test
    void aReplicaBehindTheEndIsCaughtUpForTheLagTimeAndNoLonger() {
        assertThat(InSyncReplicas.caughtUp(9, 10, 900, 1_000, LAG_NANOS)).isTrue();
        assertThat(InSyncReplicas.caughtUp(9, 10, 899, 1_000, LAG_NANOS)).isFalse();
    }

    @Test
    void aFetchAtTheLeadersEndCatchesUpNow() {
        assertThat(InSyncReplicas.lastCaughtUpNanos(10, 10, 500, 100, 8, 300)).isEqualTo(500);
    }

    @Test
    void aFetchThatReachesWhereTheLeaderWasAtTheFetchBeforeHadCaughtUpThen() {
        assertThat(InSyncReplicas.lastCaughtUpNanos(8, 10, 500, 100, 8, 300)).isEqualTo(300);
        assertThat(InSyncReplicas.lastCaughtUpNanos(7, 10, 500, 100, 8, 300)).isEqualTo(100);
    }

    @Test
    void whatWasCaughtUpOnceIsNotForgotten() {
        assertThat(InSyncReplicas.lastCaughtUpNanos(8, 10, 500, 400, 8, 300)).isEqualTo(400);
    }

    @Test
    void aReplicaJoinsWithEverythingCommittedAndWithTheLeadersEpochReached() {
        assertThat(InSyncReplicas.mayJoin(10, 10, 10, true)).isTrue();
        assertThat(InSyncReplicas.mayJoin(9, 10, 5, true))
                .as("below the high watermark")
                .isFalse();
        assertThat(InSyncReplicas.mayJoin(9, 5, 10, true))
                .as("what lies before the epoch's start may be committed already")
                .isFalse();
        assertThat(InSyncReplicas.mayJoin(10, 10, 10, false))
                .as("not registered")
                .isFalse();
    }
}
