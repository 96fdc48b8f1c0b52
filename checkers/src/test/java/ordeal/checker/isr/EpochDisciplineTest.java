package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.replica.ReplicaLog.EpochStart;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class EpochDisciplineTest {
    private final FakeTimeline timeline =
            new FakeTimeline().state(1, 1, 0, 1, 2, 3).state(2, -1, 1, 2).state(3, 2, 2, 2);

    @Test
    void acceptsCheckpointThatDescribesTheLog() {
        assertSilent(new FakeReplica(1)
                .batch(0, 4, 0)
                .batch(5, 9, 2)
                .checkpoint(new EpochStart(0, 0), new EpochStart(2, 5)));
    }

    @Test
    void acceptsCheckpointEntriesWithoutDataAndLogWithoutCheckpoint() {
        assertSilent(new FakeReplica(1)
                .batch(0, 4, 0)
                .batch(5, 9, 2)
                .checkpoint(new EpochStart(0, 0), new EpochStart(2, 5), new EpochStart(3, 10)));
        assertSilent(new FakeReplica(1).batch(0, 4, 0));
    }

    @Test
    void rejectsEpochThatGoesBack() {
        assertBroken(
                "leader epoch 0 after leader epoch 2",
                new FakeReplica(1).batch(0, 4, 2).batch(5, 9, 0));
    }

    @Test
    void rejectsBatchThatContradictsTheCheckpoint() {
        assertBroken(
                "where the epoch checkpoint says 0",
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 2).checkpoint(new EpochStart(0, 0)));
    }

    @Test
    void rejectsCheckpointThatBeginsAfterTheFirstRecord() {
        assertBroken(
                "and the epoch checkpoint begins only with",
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 2).checkpoint(new EpochStart(2, 5)));
    }

    @Test
    void acceptsCheckpointThatBeginsBeforeTheFirstRecordThatIsLeft() {
        assertSilent(new FakeReplica(1)
                .batch(7, 9, 0)
                .startingAt(7)
                .checkpoint(new EpochStart(0, 3), new EpochStart(2, 10)));
    }

    @Test
    void rejectsCheckpointThatGoesBack() {
        assertBroken(
                "the epoch checkpoint of broker 1",
                new FakeReplica(1)
                        .batch(0, 4, 0)
                        .checkpoint(new EpochStart(0, 0), new EpochStart(3, 5), new EpochStart(2, 6)));
    }

    @Test
    void rejectsBatchOfAnEpochWithoutLeader() {
        assertBroken("in which ZooKeeper knows no leader", new FakeReplica(1).batch(0, 4, 1));
    }

    @Test
    void rejectsBatchOfAnEpochThatNeverWas() {
        assertBroken("in which ZooKeeper knows no leader", new FakeReplica(1).batch(0, 4, 3));
    }

    private void assertSilent(FakeReplica replica) {
        assertThat(check(replica).verdict()).isEqualTo(new Verdict.Valid());
    }

    private void assertBroken(String summary, FakeReplica replica) {
        CheckResult result = check(replica);
        assertThat(Given.types(result)).containsExactly("replica-divergence");
        assertThat(result.anomalies().getFirst().summary()).contains(summary);
    }

    private CheckResult check(FakeReplica replica) {
        return new EpochDiscipline().check(Given.evidence(timeline).replicas(replica));
    }
}
