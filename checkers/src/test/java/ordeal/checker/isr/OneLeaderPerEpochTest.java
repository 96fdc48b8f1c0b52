package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class OneLeaderPerEpochTest {
    private final FakeTimeline timeline =
            new FakeTimeline().state(1, 1, 0, 1, 2, 3).state(2, 2, 1, 2, 3).state(3, 2, 1, 2);

    @Test
    void acceptsEachEpochWithItsLeaderAlsoTwice() {
        CheckResult result =
                check(Given.evidence(timeline).roles(Given.role(1, 0, 0), Given.role(2, 1, 10), Given.role(2, 1, 12)));
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("role-changes", 3L);
    }

    @Test
    void rejectsTwoBrokersInOneEpoch() {
        CheckResult result = check(Given.evidence(timeline).roles(Given.role(2, 1, 10), Given.role(3, 1, 10)));
        assertThat(Given.types(result)).contains("two-leaders");
        assertThat(result.anomalies().getFirst().summary()).contains("brokers 2 and 3 both led t-0 in leader epoch 1");
    }

    @Test
    void rejectsLeaderThatZooKeeperDidNotElect() {
        CheckResult result = check(Given.evidence(timeline).roles(Given.role(1, 1, 10)));
        assertThat(Given.types(result)).containsExactly("two-leaders");
        assertThat(result.anomalies().getFirst().summary()).contains("ZooKeeper says broker 2");
    }

    @Test
    void acceptsEpochAfterTheEndOfZooKeepersLog() {
        assertThat(check(Given.evidence(timeline).roles(Given.role(3, 2, 10))).verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void cannotJudgeWithoutTheLogThatTheSystemPromises() {
        assertThat(check(Given.evidence(timeline).missingRoles()).verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void cannotJudgeLogsThatTellOfNoLeadership() {
        assertThat(check(Given.evidence(timeline)).verdict())
                .isEqualTo(new Verdict.Unknown("the brokers' logs tell of no leadership"));
    }

    @Test
    void doesNotJudgeSystemThatKeepsNoSuchLog() {
        CheckResult result = check(new TestEvidence(Given.runWithoutStateChangeLog())
                .timeline(timeline)
                .missingRoles());
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("rules-without-evidence", 1L);
    }

    private static CheckResult check(TestEvidence evidence) {
        return new OneLeaderPerEpoch().check(evidence);
    }
}
