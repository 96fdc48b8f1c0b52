package ordeal.checker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.checker.Checker;
import ordeal.checker.isr.TestEvidence;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import ordeal.checker.zookeeper.Operation;
import ordeal.checker.zookeeper.RunDescriptions;
import ordeal.checker.zookeeper.Timelines;
import org.junit.jupiter.api.Test;

/** Rows about controllers that journals tell of: {@link RequestFencing} and {@link ControllerJournal}. */
class JournaledControlTest {
    private static final String STATE = "/brokers/topics/t/partitions/0/state";

    /** Broker 1 registers in session 10 with zxid 2, broker 2 in session 20 with zxid 3; broker 1 wins epoch 1 and broker 2 epoch 2. */
    private final Timelines log = new Timelines()
            .by(10, new Operation.CreateSession(3000))
            .by(10, new Operation.Create("/brokers/ids/1", "", true))
            .by(20, new Operation.Create("/brokers/ids/2", "", true))
            .by(10, new Operation.Create("/controller_epoch", "0", false))
            .by(10, controller(1), new Operation.SetData("/controller_epoch", "1", 1))
            .by(10, new Operation.Create("/brokers/topics/t", "{\"version\":3,\"partitions\":{\"0\":[1,2]}}", false))
            .by(10, new Operation.Check("/controller_epoch", 1), new Operation.Create(STATE, state(1, 0), false))
            .by(10, new Operation.CloseSession(List.of()))
            .by(20, controller(2), new Operation.SetData("/controller_epoch", "2", 2))
            .by(20, new Operation.Check("/controller_epoch", 2), new Operation.SetData(STATE, state(2, 1), 1));

    private final FakeJournal journal = new FakeJournal(2);

    @Test
    void acceptsRequestsOfTheNewestControllerForThisIncarnation() {
        journal.registered(20, 3).obeyed(1, 1, 3, 3, -1).obeyed(2, 2, 4, 3, 1).obeyed(2, 2, -1, 3, 2);
        assertThat(fencing().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(fencing().counts()).containsEntry("requests-obeyed", 3L);
        assertThat(truth().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsRequestOfAControllerOlderThanOneSeen() {
        journal.obeyed(2, 2, -1, 3, -1).obeyed(1, 1, -1, 3, -1);
        assertBroken(
                fencing(),
                "stale-request-accepted",
                "broker 2 obeyed LEADER_AND_ISR of controller 1 in controller epoch 1 after it had seen epoch 2");
    }

    @Test
    void rejectsRequestThatTheBrokerItselfCallsStale() {
        journal.obeyed(1, 1, -1, 3, 2);
        assertBroken(fencing(), "stale-request-accepted", "after it had seen epoch 2");
    }

    @Test
    void acceptsOlderControllerInANewIncarnationThatHasSeenNone() {
        journal.obeyed(2, 2, -1, 3, -1).restarted().obeyed(1, 1, -1, 3, -1);
        assertThat(fencing().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsRequestForAnEarlierIncarnation() {
        journal.obeyed(2, 2, 2, 3, 1);
        assertBroken(fencing(), "stale-request-accepted", "meant for its broker epoch 2 in broker epoch 3");
    }

    @Test
    void acceptsGrantToTheRegisteredLeader() {
        journal.granted(0, 0, 1, 2, 2);
        assertThat(fencing().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(fencing().counts()).containsEntry("isr-changes-granted", 1L);
    }

    @Test
    void rejectsGrantToAnotherIncarnation() {
        journal.granted(0, 0, 1, 1, 2);
        assertBroken(fencing(), "stale-request-accepted", "for broker epoch 1 while epoch 2 was registered");
    }

    @Test
    void rejectsGrantToABrokerThatDoesNotLead() {
        journal.granted(1, 1, 1, 2, 2);
        assertBroken(fencing(), "stale-request-accepted", "in leader epoch 1 while broker 2 led in leader epoch 1");
    }

    @Test
    void rejectsGrantInAnotherLeaderEpoch() {
        journal.granted(1, 0, 2, 3, 3);
        assertBroken(fencing(), "stale-request-accepted", "in leader epoch 0 while broker 2 led in leader epoch 1");
    }

    @Test
    void rejectsRegistrationThatZooKeeperDoesNotHave() {
        journal.registered(20, 9);
        assertBroken(
                truth(), "journal-contradiction", "registered with broker epoch 9, which ZooKeeper's log does not");
    }

    @Test
    void rejectsRegistrationOfAnotherSession() {
        journal.registered(21, 3);
        assertBroken(truth(), "journal-contradiction", "registered with broker epoch 3");
    }

    @Test
    void rejectsElectionToAnEpochThatZooKeeperGaveToAnother() {
        journal.elected(2).elected(1);
        assertBroken(
                truth(),
                "journal-contradiction",
                "broker 2 wrote that it was elected to controller epoch 1, which ZooKeeper gave to broker 1");
    }

    @Test
    void rejectsElectionThatNeverWas() {
        journal.elected(3);
        assertBroken(truth(), "journal-contradiction", "which ZooKeeper gave to nobody");
    }

    @Test
    void rejectsControllerThatHadNotWonItsEpoch() {
        journal.obeyed(1, 2, -1, 3, -1);
        assertBroken(
                truth(),
                "journal-contradiction",
                "broker 2 obeyed broker 1 in controller epoch 2, which ZooKeeper gave to broker 2");
    }

    @Test
    void cannotPassWithoutAJournalThatTheSystemKeeps() {
        for (Checker rule : new Checker[] {new RequestFencing(), new ControllerJournal()}) {
            assertThat(rule.check(evidence().missingJournal(1)).verdict())
                    .as(rule.name())
                    .isEqualTo(new Verdict.Unknown("the journal of broker 1 is broken"));
        }
    }

    @Test
    void doesNotJudgeSystemThatKeepsNone() {
        TestEvidence evidence =
                new TestEvidence(RunDescriptions.run("", 1)).timeline(log.replay(RunDescriptions.run("", 1)));
        for (Checker rule : new Checker[] {new RequestFencing(), new ControllerJournal()}) {
            assertThat(rule.check(evidence).verdict()).as(rule.name()).isEqualTo(new Verdict.Valid());
            assertThat(rule.check(evidence).counts()).containsEntry("rules-without-evidence", 1L);
        }
    }

    @Test
    void witnessOfALateWriteNamesWhoSaysItWroteIt() {
        log.by(10, new Operation.SetData(STATE, state(1, 2), 2));
        journal.written(2, 1, 1, 2, 1);
        CheckResult result = new ControllerChecker().check(evidence());
        assertThat(result.anomalies()).extracting(Anomaly::type).containsExactly("stale-controller-write");
        assertThat(result.anomalies().getFirst().witness())
                .extracting(Anomaly.Witness::source)
                .containsExactlyInAnyOrder("zookeeper", "journal");
    }

    private TestEvidence evidence() {
        RunDescription run =
                RunDescriptions.run("", RunDescriptions.topic(1, 2, false), "all", List.of("journal"), Map.of());
        return new TestEvidence(run).timeline(log.replay(run)).journals(journal);
    }

    private CheckResult fencing() {
        return new RequestFencing().check(evidence());
    }

    private CheckResult truth() {
        return new ControllerJournal().check(evidence());
    }

    private static void assertBroken(CheckResult result, String type, String summary) {
        assertThat(result.anomalies()).extracting(Anomaly::type).containsExactly(type);
        assertThat(result.anomalies().getFirst().summary()).contains(summary);
    }

    private static Operation controller(int broker) {
        return new Operation.Create("/controller", "{\"version\":2,\"brokerid\":%d}".formatted(broker), true);
    }

    private static String state(int controllerEpoch, int leaderEpoch) {
        return "{\"controller_epoch\":" + controllerEpoch + ",\"leader\":" + (leaderEpoch == 0 ? 1 : 2)
                + ",\"version\":1,\"leader_epoch\":" + leaderEpoch + ",\"isr\":[1,2]}";
    }
}
