package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.Checker;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import ordeal.checker.zookeeper.Operation;
import org.junit.jupiter.api.Test;

class StateRulesTest {
    private final FakeTimeline timeline = new FakeTimeline();

    @Test
    void acceptsElectionShrinkExpansionAndRest() {
        timeline.state(1, 1, 0, 1, 2, 3)
                .state(2, 2, 1, 2, 3)
                .state(3, 2, 1, 2)
                .state(4, -1, 2, 2)
                .state(5, 2, 3, 2)
                .state(6, 2, 3, 2, 3)
                .state(7, 2, 4, 2, 3);
        for (Checker rule : new Checker[] {new StateChain(), new IsrForm(), new CleanElection(), new IsrExpansion()}) {
            assertThat(check(rule).verdict()).as(rule.name()).isEqualTo(new Verdict.Valid());
        }
        assertThat(check(new StateChain()).counts())
                .containsEntry("state-writes", 7L)
                .containsEntry("leader-changes", 2L)
                .containsEntry("isr-shrinks", 2L)
                .containsEntry("isr-expansions", 1L);
    }

    @Test
    void cannotJudgePartitionWithoutState() {
        assertThat(check(new IsrForm()).verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void cannotJudgeWithoutZooKeepersLog() {
        assertThat(new IsrForm().check(Given.evidence()).verdict()).isEqualTo(new Verdict.Unknown("no timeline"));
    }

    @Test
    void rejectsPartitionEpochThatSkips() {
        timeline.version(1, 1, 0, 0, 1, 2, 3).version(2, 1, 0, 2, 1, 2);
        assertBroken(new StateChain(), "partition epoch went from 0 to 2");
    }

    @Test
    void acceptsTopicCreatedAnew() {
        timeline.version(1, 1, 0, 0, 1, 2, 3).version(2, 1, 1, 1, 1, 2).version(3, 3, 0, 0, 3);
        assertSilent(new StateChain());
    }

    @Test
    void acceptsStateCreatedAnewWhereTheTopicHadBeenDeleted() {
        timeline.version(1, 1, 0, 0, 1, 2, 3).version(5, 3, 0, 0, 3);
        timeline.transaction(3, new Operation.Delete("/brokers/topics/t"));
        assertSilent(new StateChain());
    }

    @Test
    void rejectsStateCreatedAnewOfATopicThatWasNotDeletedInBetween() {
        timeline.version(2, 1, 0, 0, 1, 2, 3).version(5, 3, 1, 0, 3);
        timeline.transaction(1, new Operation.Delete("/brokers/topics/t"))
                .transaction(3, new Operation.Delete("/brokers/topics/t2"))
                .transaction(5, new Operation.Delete("/brokers/topics/t/partitions/0/state"));
        assertBroken(new StateChain(), "the state was created anew, and its topic had not been deleted");
    }

    @Test
    void rejectsLeaderEpochThatGoesBack() {
        timeline.state(1, 1, 4, 1, 2, 3).state(2, 1, 3, 1, 2, 3);
        assertBroken(new StateChain(), "leader epoch went from 4 to 3");
    }

    @Test
    void rejectsLeaderEpochThatSkipsInOneWrite() {
        timeline.state(1, 1, 0, 1, 2, 3).state(2, 2, 2, 2, 3);
        assertBroken(new StateChain(), "leader epoch went from 0 to 2");
    }

    @Test
    void acceptsLeaderEpochRaisedTwiceAfterALostAnswer() {
        timeline.state(1, 1, 0, 1, 2, 3).state(2, 2, 1, 2, 3).state(3, 2, 2, 2, 3);
        assertSilent(new StateChain());
    }

    @Test
    void rejectsNewLeaderInTheSameEpoch() {
        timeline.state(1, 1, 0, 1, 2, 3).state(2, 2, 0, 2, 3);
        assertBroken(new StateChain(), "within leader epoch 0");
    }

    @Test
    void rejectsEmptyIsr() {
        timeline.state(1, -1, 0);
        assertBroken(new IsrForm(), "empty");
    }

    @Test
    void rejectsBrokerNamedTwice() {
        timeline.state(1, 1, 0, 1, 2, 2);
        assertBroken(new IsrForm(), "twice");
    }

    @Test
    void rejectsMemberThatIsNoReplica() {
        timeline.state(1, 1, 0, 1, 4);
        assertBroken(new IsrForm(), "no replicas");
    }

    @Test
    void rejectsLeaderOutsideItsIsr() {
        timeline.state(1, 1, 0, 2, 3);
        assertBroken(new IsrForm(), "leader 1 is not in the ISR");
    }

    @Test
    void rejectsLeaderElectedFromOutsideTheIsr() {
        timeline.state(1, 1, 0, 1, 2).state(2, 3, 1, 3);
        assertBroken(new CleanElection(), "broker 3 was elected from outside the ISR [1, 2]");
    }

    @Test
    void acceptsUncleanElectionWhereAllowed() {
        timeline.uncleanAllowed().state(1, 1, 0, 1, 2).state(2, 3, 1, 3);
        assertSilent(new CleanElection());
        assertThat(check(new CleanElection()).counts()).containsEntry("unclean-elections", 1L);
    }

    @Test
    void rejectsIsrThatGrowsInAnElection() {
        timeline.state(1, 1, 0, 1, 2).state(2, 2, 1, 2, 3);
        assertBroken(new CleanElection(), "let the ISR grow");
    }

    @Test
    void rejectsIsrThatGrowsInAnElectionWhateverUncleanElectionAllows() {
        timeline.uncleanAllowed().state(1, 1, 0, 1, 2).state(2, 2, 1, 2, 3);
        assertBroken(new CleanElection(), "let the ISR grow");
    }

    @Test
    void rejectsUncleanElectionThatKeepsAnybodyElseInTheIsr() {
        timeline.uncleanAllowed().state(1, 1, 0, 1, 2).state(2, 3, 1, 3, 2);
        assertBroken(new CleanElection(), "itself alone");
    }

    @Test
    void rejectsElectionOfBrokerLongGone() {
        timeline.gone(2, 1).state(1, 1, 0, 1, 2).state(20, 2, 1, 2);
        assertBroken(new CleanElection(), "not registered");
    }

    @Test
    void acceptsElectionOfBrokerJustGone() {
        timeline.gone(2, 19).state(1, 1, 0, 1, 2).state(20, 2, 1, 2);
        assertSilent(new CleanElection());
    }

    @Test
    void rejectsExpansionThatRaisesTheLeaderEpoch() {
        timeline.state(1, 1, 0, 1, 2).state(2, 1, 1, 1, 2, 3);
        assertBroken(new IsrExpansion(), "grew by [3]");
    }

    @Test
    void rejectsExpansionByBrokerLongGone() {
        timeline.gone(3, 1).state(1, 1, 0, 1, 2).state(20, 1, 0, 1, 2, 3);
        assertBroken(new IsrExpansion(), "broker 3 came into the ISR");
    }

    @Test
    void acceptsExpansionByBrokerJustGone() {
        timeline.gone(3, 19).state(1, 1, 0, 1, 2).state(20, 1, 0, 1, 2, 3);
        assertSilent(new IsrExpansion());
    }

    private CheckResult check(Checker rule) {
        return rule.check(Given.evidence(timeline));
    }

    private void assertSilent(Checker rule) {
        assertThat(check(rule).anomalies()).isEmpty();
        assertThat(check(rule).verdict()).isEqualTo(new Verdict.Valid());
    }

    private void assertBroken(Checker rule, String summary) {
        CheckResult result = check(rule);
        assertThat(result.verdict()).isEqualTo(new Verdict.Invalid("1 isr-rule-broken"));
        assertThat(result.anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.summary()).contains(summary);
            assertThat(anomaly.witness()).isNotEmpty();
        });
    }
}
