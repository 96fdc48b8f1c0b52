package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class SequenceChainTest {
    @Test
    void acceptsChainThatStartsAnywhereAndBatchesWithoutProducer() {
        CheckResult result = check(new FakeReplica(1)
                .sequenced(0, 4, 0, 10)
                .batch(5, 6, 0)
                .sequenced(7, 9, 0, 15)
                .sequenced(10, 10, 1, 18));
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("batches-with-sequence", 3L);
    }

    @Test
    void acceptsSequenceThatWraps() {
        assertThat(check(new FakeReplica(1)
                                .sequenced(0, 1, 0, Integer.MAX_VALUE - 1)
                                .sequenced(2, 3, 0, 0))
                        .verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsBatchAppendedTwice() {
        CheckResult result = check(new FakeReplica(1)
                .sequenced(0, 4, 0, 0)
                .sequenced(5, 9, 0, 5)
                .sequenced(10, 14, 1, 5)
                .sequenced(15, 15, 1, 10));
        assertThat(Given.types(result)).containsExactly("duplicate");
    }

    @Test
    void rejectsBatchAppendedBeforeItsPredecessor() {
        CheckResult result = check(
                new FakeReplica(1).sequenced(0, 4, 0, 0).sequenced(5, 9, 0, 10).sequenced(10, 14, 0, 5));
        assertThat(Given.types(result)).containsExactly("duplicate", "nonmonotonic-send");
    }

    @Test
    void reportsOnceWhatAllReplicasHold() {
        CheckResult result = check(
                new FakeReplica(1).sequenced(0, 4, 0, 0).sequenced(5, 9, 0, 0),
                new FakeReplica(2).sequenced(0, 4, 0, 0).sequenced(5, 9, 0, 0));
        assertThat(result.counts()).containsEntry("duplicate", 1L);
    }

    @Test
    void permitsLeftOutSequencesButNoDuplicateWhereAFaultTookData() {
        FakeReplica gap = new FakeReplica(1).sequenced(0, 4, 0, 0).sequenced(5, 9, 0, 10);
        FakeReplica twice = new FakeReplica(1).sequenced(0, 4, 0, 0).sequenced(5, 9, 0, 0);
        assertThat(new SequenceChain()
                        .check(Given.evidence().replicas(gap).fault(Given.dataLoss(1, 5)))
                        .verdict())
                .isEqualTo(new Verdict.Valid());
        assertThat(new SequenceChain()
                        .check(Given.evidence().replicas(twice).fault(Given.dataLoss(1, 5)))
                        .verdict())
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void permitsLeftOutSequencesOnlyUnderALeaderThatLackedThem() {
        assertThat(gapBetweenEpochs(2).verdict()).isEqualTo(new Verdict.Valid());
        assertThat(Given.types(gapBetweenEpochs(1))).containsExactly("nonmonotonic-send");
    }

    /** Broker 2 leads epoch 1, in which a batch lies that leaves sequences out. */
    private static CheckResult gapBetweenEpochs(int loser) {
        FakeTimeline timeline = new FakeTimeline().state(1, 1, 0, 1, 2, 3).state(20, 2, 1, 2, 3);
        return new SequenceChain()
                .check(Given.evidence(timeline)
                        .replicas(new FakeReplica(1).sequenced(0, 4, 0, 0).sequenced(5, 9, 1, 10))
                        .fault(Given.dataLoss(loser, 5)));
    }

    private static CheckResult check(FakeReplica... replicas) {
        return new SequenceChain().check(Given.evidence().replicas(replicas));
    }
}
