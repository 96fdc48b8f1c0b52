package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.Checker;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class IsrCheckersTest {
    @Test
    void namesAreUnique() {
        assertThat(IsrCheckers.all()).extracting(Checker::name).doesNotHaveDuplicates();
        assertThat(IsrCheckers.all()).extracting(Checker::promise).containsOnly(Promise.ISR);
    }

    @Test
    void noRulePassesWithoutEvidence() {
        TestEvidence nothing = Given.evidence().missingRoles().missingHistory();
        for (Checker rule : IsrCheckers.all()) {
            assertThat(rule.check(nothing).verdict()).as(rule.name()).isInstanceOf(Verdict.Unknown.class);
        }
    }

    @Test
    void everyRulePassesASmallSoundRun() {
        TestEvidence sound = Given.evidence(new FakeTimeline()
                        .state(1, 1, 0, 1, 2, 3)
                        .state(20, 2, 1, 2, 3)
                        .state(25, 2, 1, 2, 3, 1))
                .acked(4, 2_000, 2_100)
                .acked(9, 22_000, 22_100)
                .roles(Given.role(1, 0, 0), Given.role(2, 1, 5))
                .replicas(replica(1), replica(2), replica(3));
        for (Checker rule : IsrCheckers.all()) {
            assertThat(rule.check(sound).verdict()).as(rule.name()).isEqualTo(new Verdict.Valid());
        }
    }

    private static FakeReplica replica(int broker) {
        return new FakeReplica(broker).sequenced(0, 4, 0, 0).sequenced(5, 9, 1, 5);
    }
}
