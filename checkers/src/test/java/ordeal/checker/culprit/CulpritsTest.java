package ordeal.checker.culprit;

import static ordeal.checker.HistoryBuilder.MS;
import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import ordeal.checker.FakeReplica;
import ordeal.checker.Partition;
import ordeal.checker.Scenario;
import ordeal.checker.history.Value;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.verdict.Anomaly.Witness;
import org.junit.jupiter.api.Test;

/** Broker 2 leads epoch 5 and acknowledges offset 812 at 10 s; broker 1 is elected to epoch 6 at 12.4 s. */
class CulpritsTest {
    private static final long INVOKED = 9_990 * MS;
    private static final long COMPLETED = 10_000 * MS;
    private static final Value LOST = value(0, 0, 0);
    private static final Gone GONE = new Gone(0, 812, OptionalInt.of(5), INVOKED, COMPLETED);

    private final FakeJournal zero = new FakeJournal(0);
    private final FakeJournal one = new FakeJournal(1).at(100).follows(0, 5, 2, 0, 0);
    private final FakeJournal two = new FakeJournal(2).at(100).leads(0, 5, 0, 0, 1, 2);
    private final Scenario run =
            new Scenario().partitions(2).state(0, 2, 5, 0, 1, 2).state(12_400, 1, 6, 1, 0);

    private Culprits withJournals() {
        return Culprits.of(run.journal(zero).journal(one).journal(two));
    }

    @Test
    void namesTheElectedBrokerThatHadCutTheRecordOff() {
        one.at(12_000).cut(0, 5, 900, 800, 790).at(12_410).leads(1, 6, 800, 1, 0);
        two.at(13_000).follows(1, 6, 1, 900, 800).cut(1, 6, 900, 800, 800);
        run.role(1, 12_410, 6, 800);
        Removal removal = withJournals().removal(GONE);
        assertThat(removal.sentence())
                .isEqualTo(
                        "broker 1 truncated offset 812 at 12.000 s (its log from 900 to 800 in epoch 5), and broker 1"
                                + " became leader of epoch 6 at 12.400 s from offset 800");
        assertThat(removal.witnesses())
                .extracting(Witness::source)
                .as("in the order of time")
                .containsExactly("journal", "zookeeper", "log");
        assertThat(removal.witnesses())
                .extracting(Witness::nanos)
                .containsExactly(12_000 * MS, 12_400 * MS, 12_410 * MS);
    }

    @Test
    void namesTheElectedBrokerThatNeverHeldItAndWhoCutItOffThen() {
        two.at(13_000).follows(1, 6, 1, 900, 800).cut(1, 6, 900, 800, 800);
        run.role(1, 12_410, 6, 800);
        assertThat(withJournals().removal(GONE).sentence())
                .isEqualTo("broker 1 became leader of epoch 6 at 12.400 s from offset 800, without it, and broker 2"
                        + " truncated offset 812 at 13.001 s (its log from 900 to 800 in epoch 6)");
    }

    @Test
    void namesTheElectionAloneWhereNobodyLoggedATruncation() {
        run.role(1, 12_410, 6, 800);
        assertThat(Culprits.of(run).removal(GONE).sentence())
                .isEqualTo("broker 1 became leader of epoch 6 at 12.400 s from offset 800, without it");
    }

    @Test
    void takesTheSurvivingLogsWordForWhereAnEpochBegan() {
        run.replica(new FakeReplica(1, 0).append(5, value(1, 0, 0)).startEpoch(6));
        Gone gone = new Gone(0, 1, OptionalInt.of(5), INVOKED, COMPLETED);
        assertThat(Culprits.of(run).removal(gone).sentence())
                .isEqualTo("broker 1 became leader of epoch 6 at 12.400 s, which begins at offset 1 in the log that"
                        + " survived, without it");
    }

    @Test
    void namesTheTruncationAloneWithoutZooKeepersLog() {
        two.at(13_000).cut(1, 6, 900, 800, 800);
        run.withoutZooKeeper();
        assertThat(withJournals().removal(GONE).sentence())
                .isEqualTo("broker 2 truncated offset 812 at 13.000 s (its log from 900 to 800 in epoch 6)");
    }

    @Test
    void blamesNobodyWithoutEvidence() {
        Removal removal = Culprits.of(run).removal(GONE);
        assertThat(removal.isKnown()).as("nothing tells where epoch 6 began").isFalse();
        assertThat(removal.sentence()).isEmpty();
        assertThat(removal.witnesses()).isEmpty();
    }

    @Test
    void blamesNoTruncationThatCannotHaveTakenIt() {
        two.line(new JournalEntry.Truncated(new Partition("t", 1), 1, 6, 900, 800, 800, "of another partition"));
        one.at(9_000).cut(0, 5, 900, 800, 800);
        zero.at(13_000).cut(1, 6, 900, 813, 800).cut(1, 6, 812, 800, 800).cut(0, 4, 900, 800, 800);
        assertThat(withJournals().removal(GONE).isKnown())
                .as("another partition, before the send, above, below, of an earlier epoch")
                .isFalse();
        zero.cut(1, 6, 813, 812, 800);
        assertThat(withJournals().removal(GONE).isKnown()).isTrue();
    }

    @Test
    void blamesNoElectionThatMayHaveHeldIt() {
        run.role(1, 12_410, 6, 813);
        assertThat(Culprits.of(run).removal(GONE).isKnown())
                .as("epoch 6 begins above it")
                .isFalse();
        run.state(20_000, 0, 7, 0, 1).role(0, 20_010, 7, 800);
        assertThat(Culprits.of(run).removal(GONE).sentence()).startsWith("broker 0 became leader of epoch 7");
        Gone later = new Gone(0, 812, OptionalInt.of(7), INVOKED, COMPLETED);
        assertThat(Culprits.of(run).removal(later).isKnown())
                .as("a leader of epoch 7 held it")
                .isFalse();
    }

    @Test
    void electionBeforeTheSendIsBlamedOnlyWhereItsEpochIsKnownToBeLater() {
        run.role(1, 12_410, 6, 800);
        Gone unknown = new Gone(0, 812, OptionalInt.empty(), 13_000 * MS, 13_100 * MS);
        assertThat(Culprits.of(run).removal(unknown).isKnown()).isFalse();
        Gone byZombie = new Gone(0, 812, OptionalInt.of(5), 13_000 * MS, 13_100 * MS);
        assertThat(Culprits.of(run).removal(byZombie).sentence())
                .as("the leader of epoch 5, cut off, acknowledged what its successor never had")
                .startsWith("broker 1 became leader of epoch 6");
    }

    @Test
    void blamesOneBrokerOnlyForWhatIsGoneFromItsLogAlone() {
        one.at(12_000).cut(0, 5, 900, 800, 790);
        run.role(1, 12_410, 6, 800);
        assertThat(withJournals().removalFrom(2, GONE).isKnown()).isFalse();
        assertThat(withJournals().removalFrom(1, GONE).sentence())
                .isEqualTo("broker 1 truncated offset 812 at 12.000 s (its log from 900 to 800 in epoch 5)");
    }

    @Test
    void onlyLeaderByItsOwnWordIsWhoAcknowledged() {
        assertThat(withJournals().acknowledger(0, 812, LOST.pack(), INVOKED, COMPLETED))
                .hasValueSatisfying(known -> assertThat(known.words()).isEqualTo(" by broker 2 in epoch 5"));
    }

    @Test
    void ofTwoThatBothMayHaveLedNobodyIsSaidToHaveAcknowledged() {
        one.at(9_000).leads(1, 6, 800, 1, 0);
        assertThat(withJournals().acknowledger(0, 812, LOST.pack(), INVOKED, COMPLETED))
                .hasValueSatisfying(
                        known -> assertThat(known.words()).isEqualTo(" (ZooKeeper had broker 2 as leader in epoch 5)"));
    }

    @Test
    void leaderOfTheEpochOnDiskAcknowledgedItIfNoOtherWasElectedByThen() {
        run.replica(new FakeReplica(0, 0).append(5, LOST));
        assertThat(Culprits.of(run).acknowledger(0, 0, LOST.pack(), INVOKED, COMPLETED))
                .hasValue(new Acknowledger(2, 5, true));
        assertThat(Culprits.of(run).acknowledger(0, 0, LOST.pack(), INVOKED, 12_300 * MS))
                .as("broker 1 was elected within the slack of the acknowledgement")
                .hasValue(new Acknowledger(2, 5, false));
    }

    @Test
    void nothingTellsWhoAcknowledgedWithoutZooKeepersLogAndJournals() {
        assertThat(Culprits.of(run.withoutZooKeeper()).acknowledger(0, 812, LOST.pack(), INVOKED, COMPLETED))
                .isEmpty();
    }
}
