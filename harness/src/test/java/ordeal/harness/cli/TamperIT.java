package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ordeal.checker.Partition;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistoryEvent.FinalReadEnded;
import ordeal.checker.history.HistoryEvent.ForeignRecord;
import ordeal.checker.history.HistoryEvent.Polled;
import ordeal.checker.history.HistoryEvent.SendCompleted;
import ordeal.checker.history.HistoryEvent.ValueRun;
import ordeal.checker.history.Outcome;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * One short run of Apache Kafka, judged valid; then its folder is tampered with, each time in one way, and judged again. A verdict
 * that stayed valid would be worth nothing.
 */
class TamperIT {
    private static final List<Integer> BROKERS = List.of(1, 2, 3);
    private static final int PARTITION = 0;

    @TempDir
    private static Path results;

    private static Path original;

    @TempDir
    private Path folder;

    private RunCopy run;

    @BeforeAll
    static void runOnce() throws IOException {
        original = CommandRun.valid(
                        results,
                        "--system=kafka-3.9",
                        "--time=12s",
                        "--warm-up=3s",
                        "--faults=pause",
                        "--rate=200",
                        "--max-size=2048",
                        "--seed=11")
                .root();
    }

    @BeforeEach
    void copy(TestInfo test) throws IOException {
        run = RunCopy.of(
                original, folder.resolve(test.getTestMethod().orElseThrow().getName()));
    }

    @Test
    void judgesTheSameFolderToTheSameBytes() throws Exception {
        String first = Files.readString(run.folder().verdictFile());
        Files.delete(run.folder().verdictFile());
        assertThat(run.judge().verdict()).isInstanceOf(Verdict.Valid.class);
        assertThat(Files.readString(run.folder().verdictFile())).isEqualTo(first);
    }

    @Test
    void findsTheLastAcknowledgedRecordThatIsGoneEverywhere() throws Exception {
        long[] lost = batchOf(lastAcknowledged());
        for (int broker : BROKERS) {
            run.filterLog(broker, partition(), batch -> batch.lastOffset() < lost[0]);
        }
        forgetFinalReads(lost[0], Long.MAX_VALUE);
        assertInvalid(run.judge(), "lost-write");
    }

    @Test
    void findsAnAcknowledgedRecordThatIsGoneFromTheMiddleEverywhere() throws Exception {
        long[] lost = batchOf(lastAcknowledged() / 2);
        for (int broker : BROKERS) {
            run.filterLog(broker, partition(), batch -> batch.baseOffset() != lost[0]);
        }
        forgetFinalReads(lost[0], lost[1] + 1);
        assertInvalid(run.judge(), "lost-write");
    }

    @Test
    void findsARecordThatIsGoneFromEveryDiskThoughTheFinalReadSawIt() throws Exception {
        long[] lost = batchOf(lastAcknowledged());
        for (int broker : BROKERS) {
            run.filterLog(broker, partition(), batch -> batch.lastOffset() < lost[0]);
        }
        assertThat(run.judge().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void findsACommittedRecordThatOneReplicaInTheIsrLacks() throws Exception {
        long[] lost = batchOf(lastAcknowledged());
        run.filterLog(2, partition(), batch -> batch.lastOffset() < lost[0]);
        assertThat(run.judge().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void findsAReplicaWhosePayloadDiffersUnderARightChecksum() throws Exception {
        run.flipPayloadBit(2, partition(), true);
        assertInvalid(run.judge(), "replica-divergence");
    }

    @Test
    void neverPassesAReplicaWithAWrongChecksum() throws Exception {
        run.flipPayloadBit(2, partition(), false);
        assertThat(run.judge().verdict()).isNotInstanceOf(Verdict.Valid.class);
    }

    @Test
    void findsAPolledPayloadThatNobodyWrote() throws Exception {
        ValueRun victim = firstFinalRun();
        run.changeHistory(event -> Optional.of(
                event instanceof Polled polled && polled.runs().contains(victim)
                        ? withForeign(polled, victim)
                        : event));
        assertInvalid(run.judge(), "phantom");
    }

    @Test
    void findsAPolledValueThatWasNeverSent() throws Exception {
        ValueRun victim = firstFinalRun();
        ValueRun invented = new ValueRun(
                victim.baseOffset(),
                victim.producer(),
                victim.valuePartition(),
                victim.firstSequence() + 1_000_000,
                victim.count());
        run.changeHistory(event -> Optional.of(
                event instanceof Polled polled && polled.runs().contains(victim)
                        ? with(polled, victim, List.of(invented), List.of())
                        : event));
        assertInvalid(run.judge(), "phantom");
    }

    @Test
    void findsAnOffsetAtWhichTwoValuesWereRead() throws Exception {
        ValueRun victim = firstFinalRun();
        ValueRun other = new ValueRun(
                victim.baseOffset(),
                victim.producer(),
                victim.valuePartition(),
                victim.firstSequence() + victim.count(),
                1);
        run.changeHistory(event -> Optional.of(
                event instanceof Polled polled
                                && isFinal(polled)
                                && polled.runs().contains(victim)
                        ? with(polled, victim, List.of(other), List.of())
                        : event));
        assertInvalid(run.judge(), "inconsistent-offsets");
    }

    @Test
    void cannotJudgeWithoutZooKeepersLog() throws Exception {
        PathUtils.deleteDirectory(run.folder().zookeeperLogs(1));
        assertUnknown(run.judge(), "ZooKeeper");
    }

    @Test
    void cannotJudgeWithAGapInZooKeepersLog() throws Exception {
        run.dropTransactionInTheMiddle();
        assertUnknown(run.judge(), "ZooKeeper");
    }

    @Test
    void cannotJudgeWhenZooKeepersLogEndsEarly() throws Exception {
        try (RandomAccessFile log = new RandomAccessFile(run.zookeeperLog().toFile(), "rw")) {
            log.setLength(4_096);
        }
        assertUnknown(run.judge(), "ZooKeeper");
    }

    @Test
    void cannotJudgeHalfAHistory() throws Exception {
        try (RandomAccessFile history =
                new RandomAccessFile(run.folder().historyFile().toFile(), "rw")) {
            history.setLength(history.length() / 2);
        }
        assertUnknown(run.judge(), "cut short");
    }

    @Test
    void cannotJudgeFaultsWithoutReceipts() throws Exception {
        run.changeFaults(fault -> new FaultRecord(
                fault.id(),
                fault.kind(),
                fault.description(),
                fault.status(),
                fault.targets(),
                fault.plannedNanos(),
                fault.injectedNanos(),
                fault.healedNanos(),
                List.of(),
                fault.dataLosses(),
                fault.reason()));
        assertUnknown(run.judge(), "receipt");
    }

    @Test
    void cannotJudgeWithoutTheListOfFaults() throws Exception {
        Files.delete(run.folder().faultsFile());
        assertUnknown(run.judge(), "fault");
    }

    @Test
    void cannotJudgeWithoutOneBrokersDisk() throws Exception {
        PathUtils.deleteDirectory(run.folder().brokerData(3));
        assertUnknown(run.judge(), "broker-3");
    }

    @Test
    void cannotJudgeWithoutOnePartitionOfOneBroker() throws Exception {
        PathUtils.deleteDirectory(run.folder().brokerData(3).resolve(partition().toString()));
        assertThat(run.judge().verdict()).isNotInstanceOf(Verdict.Valid.class);
    }

    @Test
    void cannotJudgeWithoutTheListOfWhatWasCollected() throws Exception {
        Files.delete(run.folder().collectionFile());
        assertUnknown(run.judge(), "collected");
    }

    private Partition partition() throws IOException {
        return run.folder().readRun().partitions().get(PARTITION);
    }

    private long lastAcknowledged() throws IOException {
        return run.history().stream()
                .filter(event -> event instanceof SendCompleted sent
                        && sent.partition() == PARTITION
                        && sent.outcome() == Outcome.OK)
                .mapToLong(event -> ((SendCompleted) event).offset())
                .max()
                .orElseThrow();
    }

    /** First and last offset of the batch that holds an offset. */
    private long[] batchOf(long offset) throws IOException {
        return run.batches(1, partition()).stream()
                .filter(batch -> batch[0] <= offset && offset <= batch[1])
                .findFirst()
                .orElseThrow();
    }

    /** Takes the offsets out of what the final reads delivered, as if they had been gone by then. */
    private void forgetFinalReads(long from, long to) throws IOException {
        run.changeHistory(event -> switch (event) {
            case Polled polled
            when isFinal(polled) && polled.partition() == PARTITION -> Optional.of(without(polled, from, to));
            case FinalReadEnded ended
            when ended.partition() == PARTITION && ended.targetOffset() <= to ->
                Optional.of(new FinalReadEnded(
                        ended.consumer(), PARTITION, ended.startOffset(), from, from, ended.nanos(), null));
            default -> Optional.of(event);
        });
    }

    private boolean isFinal(Polled polled) {
        try {
            return polled.consumer() >= run.folder().readRun().workload().consumers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ValueRun firstFinalRun() throws IOException {
        for (HistoryEvent event : run.history()) {
            if (event instanceof Polled polled && isFinal(polled) && polled.partition() == PARTITION) {
                return polled.runs().getFirst();
            }
        }
        throw new AssertionError("no final read delivered anything");
    }

    private static Polled without(Polled polled, long from, long to) {
        List<ValueRun> kept = new ArrayList<>();
        for (ValueRun values : polled.runs()) {
            long end = values.baseOffset() + values.count();
            add(kept, values, values.baseOffset(), Math.min(end, from));
            add(kept, values, Math.max(values.baseOffset(), to), end);
        }
        return new Polled(
                polled.consumer(), polled.partition(), polled.startedNanos(), polled.completedNanos(), kept, List.of());
    }

    private static void add(List<ValueRun> kept, ValueRun values, long from, long to) {
        if (from < to) {
            kept.add(new ValueRun(
                    from,
                    values.producer(),
                    values.valuePartition(),
                    values.firstSequence() + from - values.baseOffset(),
                    (int) (to - from)));
        }
    }

    private static Polled withForeign(Polled polled, ValueRun victim) {
        return with(
                polled,
                victim,
                List.of(),
                List.of(new ForeignRecord(victim.baseOffset(), "checksum mismatch", "4f44")));
    }

    private static Polled with(Polled polled, ValueRun victim, List<ValueRun> instead, List<ForeignRecord> foreign) {
        List<ValueRun> values = new ArrayList<>(polled.runs());
        int at = values.indexOf(victim);
        values.remove(at);
        values.addAll(at, instead);
        return new Polled(
                polled.consumer(), polled.partition(), polled.startedNanos(), polled.completedNanos(), values, foreign);
    }

    private static void assertInvalid(RunVerdict verdict, String anomaly) {
        Set<String> found = verdict.results().stream()
                .flatMap(result -> result.anomalies().stream())
                .filter(one -> one.permittedCause() == null)
                .map(Anomaly::type)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(verdict.verdict()).as(found.toString()).isInstanceOf(Verdict.Invalid.class);
        assertThat(found).contains(anomaly);
    }

    private static void assertUnknown(RunVerdict verdict, String word) {
        assertThat(verdict.verdict()).isInstanceOf(Verdict.Unknown.class);
        assertThat(String.join("\n", verdict.notJudged())).contains(word);
    }
}
