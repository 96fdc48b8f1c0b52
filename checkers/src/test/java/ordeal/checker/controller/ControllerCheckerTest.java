package ordeal.checker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.checker.isr.TestEvidence;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import ordeal.checker.zookeeper.Operation;
import ordeal.checker.zookeeper.RunDescriptions;
import ordeal.checker.zookeeper.Timelines;
import org.junit.jupiter.api.Test;

class ControllerCheckerTest {
    /** Sessions: broker N's first one is 10 * N; 99 is the operator's, see {@link TestEvidence#collection()}. */
    private static final long OPERATOR = 99;

    private static final String STATE = "/brokers/topics/t/partitions/0/state";

    private final Timelines log = new Timelines()
            .by(10, new Operation.CreateSession(3000))
            .by(10, new Operation.Create("/brokers/ids/1", "", true))
            .by(20, new Operation.Create("/brokers/ids/2", "", true))
            .by(10, new Operation.Create("/controller_epoch", "0", false))
            .by(10, controller(1), new Operation.SetData("/controller_epoch", "1", 1))
            .by(10, new Operation.Create("/brokers/topics/t", "{\"version\":3,\"partitions\":{\"0\":[1,2]}}", false))
            .by(10, check(1), new Operation.Create(STATE, state(1, 0), false));

    @Test
    void acceptsElectionsInDueFormAndFencedWrites() {
        log.by(10, check(1), set(1, 1))
                .by(10, new Operation.CloseSession(List.of()))
                .by(20, controller(2), new Operation.SetData("/controller_epoch", "2", 2))
                .by(20, check(2), set(2, 2));
        CheckResult result = check();
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts())
                .containsEntry("controller-changes", 1L)
                .containsEntry("state-writes", 3L)
                .containsEntry("unfenced-state-writes", 0L);
    }

    @Test
    void passesOverFailedTransactions() {
        log.by(20, new Operation.Failed(-103), new Operation.Failed(0));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsControllerCreatedWithoutNewEpoch() {
        log.by(10, new Operation.CloseSession(List.of()))
                .by(20, controller(2))
                .by(20, new Operation.SetData("/controller_epoch", "2", 2));
        assertBroken("two-controllers", "without a new controller epoch", "without creating /controller");
    }

    @Test
    void rejectsEpochThatDoesNotGoUpByOne() {
        log.by(10, new Operation.CloseSession(List.of()))
                .by(20, controller(2), new Operation.SetData("/controller_epoch", "1", 2));
        assertBroken("two-controllers", "went from 1 to 1");
    }

    @Test
    void rejectsEpochRaisedWithoutElection() {
        log.by(20, new Operation.SetData("/controller_epoch", "2", 2));
        assertBroken("two-controllers", "without creating /controller");
    }

    @Test
    void rejectsWriteAsControllerByAnotherBroker() {
        log.by(20, check(1), set(1, 1));
        assertBroken("stale-controller-write", "does not own controller epoch 1");
    }

    @Test
    void acceptsWriteByTheSameBrokersNewSession() {
        log.by(10, new Operation.CloseSession(List.of()))
                .by(11, new Operation.Create("/brokers/ids/1", "", true))
                .by(11, check(1), set(1, 1));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsUnfencedWriteOfADeposedController() {
        log.by(OPERATOR, new Operation.Delete("/controller"))
                .by(20, controller(2), new Operation.SetData("/controller_epoch", "2", 2))
                .by(10, set(1, 1));
        assertBroken("stale-controller-write", "with controller epoch 1 while epoch 2 was in force");
    }

    @Test
    void acceptsTheSameFromALeaderThatWritesItsIsrItself() {
        log.by(OPERATOR, new Operation.Delete("/controller"))
                .by(20, controller(2), new Operation.SetData("/controller_epoch", "2", 2))
                .by(10, set(1, 1));
        RunDescription old = RunDescriptions.run(
                "",
                RunDescriptions.topic(1, 2, false),
                "all",
                List.of(),
                Map.of("inter.broker.protocol.version", "2.6-IV0"));
        assertThat(new ControllerChecker()
                        .check(new TestEvidence(old).timeline(log.replay(old)))
                        .verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsFencedWriteThatCarriesAnOlderEpoch() {
        log.by(10, check(1), set(0, 1));
        assertBroken("stale-controller-write", "with controller epoch 0 while epoch 1 was in force");
    }

    @Test
    void rejectsUnfencedWriteByWhoeverIsNotController() {
        log.by(20, set(1, 1));
        assertBroken("stale-controller-write", "without a check of the controller epoch");
    }

    @Test
    void acceptsOperatorAndOwnerThatDeleteTheController() {
        log.by(OPERATOR, new Operation.Delete("/controller"))
                .by(20, controller(2), new Operation.SetData("/controller_epoch", "2", 2))
                .by(20, check(2), new Operation.Delete("/controller"));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsAnotherBrokerThatDeletesTheController() {
        log.by(20, new Operation.Delete("/controller"));
        assertBroken("stale-controller-write", "/controller of another session");
    }

    @Test
    void cannotJudgeWithoutZooKeepersLog() {
        assertThat(new ControllerChecker()
                        .check(new TestEvidence(RunDescriptions.run("", 1)))
                        .verdict())
                .isEqualTo(new Verdict.Unknown("no timeline"));
    }

    @Test
    void cannotJudgeClusterWithoutController() {
        RunDescription run = RunDescriptions.run("", 1);
        TestEvidence evidence = new TestEvidence(run)
                .timeline(new Timelines().by(1, new Operation.CreateSession(1)).replay(run));
        assertThat(new ControllerChecker().check(evidence).verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    private CheckResult check() {
        RunDescription run = RunDescriptions.run("", 1);
        return new ControllerChecker().check(new TestEvidence(run).timeline(log.replay(run)));
    }

    private void assertBroken(String type, String... summaries) {
        CheckResult result = check();
        assertThat(result.verdict()).isInstanceOf(Verdict.Invalid.class);
        assertThat(result.anomalies()).hasSameSizeAs(summaries).allSatisfy(anomaly -> {
            assertThat(anomaly.type()).isEqualTo(type);
            assertThat(anomaly.witness()).isNotEmpty();
        });
        for (int i = 0; i < summaries.length; i++) {
            assertThat(result.anomalies())
                    .extracting(Anomaly::summary)
                    .element(i)
                    .asString()
                    .contains(summaries[i]);
        }
    }

    private static Operation controller(int broker) {
        return new Operation.Create("/controller", "{\"version\":2,\"brokerid\":%d}".formatted(broker), true);
    }

    private static Operation check(int version) {
        return new Operation.Check("/controller_epoch", version);
    }

    private static Operation set(int controllerEpoch, int version) {
        return new Operation.SetData(STATE, state(controllerEpoch, version), version);
    }

    private static String state(int controllerEpoch, int leaderEpoch) {
        return "{\"controller_epoch\":%d,\"leader\":1,\"version\":1,\"leader_epoch\":%d,\"isr\":[1,2]}"
                .formatted(controllerEpoch, leaderEpoch);
    }
}
