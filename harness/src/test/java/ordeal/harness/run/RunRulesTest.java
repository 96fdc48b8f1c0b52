package ordeal.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.history.HistoryEvent.HarnessStalled;
import ordeal.checker.history.HistoryFile;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.RunDescription;
import ordeal.checker.run.RunDescription.Environment;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.NodeJvm;
import ordeal.harness.mesh.Await;
import ordeal.harness.system.ClusterTuning;
import ordeal.harness.system.Systems;
import ordeal.harness.workload.RunClock;
import ordeal.harness.workload.WorkloadSettings;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultStatus;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run writes down about itself. */
class RunRulesTest {
    @TempDir
    private Path folder;

    @Test
    void namesTopicsFromOne() {
        assertThat(new TopicSettings(2, 3, 3, 2, 1_048_576).names()).containsExactly("ordeal-1", "ordeal-2");
    }

    @Test
    void describesEverythingThatAJudgeNeeds() throws Exception {
        RunSettings settings = settings(Map.of());
        RunFolder run = new RunFolder(folder);
        run.writeRun(settings.describe("local", 1_700_000_000_000L, "25"));
        RunDescription read = run.readRun();
        assertThat(read).isEqualTo(settings.describe("local", 1_700_000_000_000L, "25"));
        assertThat(read.partitions()).hasSize(6);
        assertThat(read.cluster().brokers()).containsExactly(1, 2, 3);
        assertThat(read.workload().acks()).isEqualTo("1");
        assertThat(read.topics()).allMatch(topic -> !topic.uncleanLeaderElection());
        assertThat(settings.flushIntervalMessages()).isEqualTo(Long.MAX_VALUE);
        assertThat(settings.topicConfig())
                .containsEntry("segment.bytes", "1048576")
                .containsEntry("retention.ms", "-1");
        assertThat(settings.folderAt(Instant.ofEpochMilli(1_700_000_000_000L)))
                .isEqualTo(folder.resolve("test-20231114T221320Z-42"));
    }

    @Test
    void tellsTheJudgeAboutSettingsThatPermitLoss() {
        RunSettings settings =
                settings(Map.of("unclean.leader.election.enable", "true", "log.flush.interval.messages", "10"));
        assertThat(settings.flushIntervalMessages()).isEqualTo(10);
        assertThat(settings.describe("local", 0, "25").topics())
                .allMatch(topic ->
                        topic.uncleanLeaderElection() && Long.valueOf(10).equals(topic.flushIntervalMessages()));
    }

    @Test
    void tellsTheJudgeTheTimesThatTheBrokersHave() {
        RunDescription.Cluster own = settings(
                        Map.of("zookeeper.session.timeout.ms", "10000", "replica.lag.time.max.ms", "no number"))
                .describe("local", 0, "25")
                .cluster();
        RunDescription.Cluster usual =
                settings(Map.of()).describe("local", 0, "25").cluster();
        assertThat(own.sessionTimeoutMs()).isEqualTo(10_000).isNotEqualTo(usual.sessionTimeoutMs());
        assertThat(own.replicaLagTimeMaxMs()).isEqualTo(usual.replicaLagTimeMaxMs());
    }

    @ParameterizedTest
    @EnumSource(FaultStatus.class)
    void writesEveryStatusOfAFaultDown(FaultStatus status) throws Exception {
        RunFolder run = new RunFolder(folder);
        FaultRecorder recorder = new FaultRecorder(run);
        recorder.record(new FaultEvent(
                7,
                "unsynced-tail-lost",
                "in words",
                status,
                List.of("broker-2"),
                1,
                2,
                3,
                List.of(new Receipt("process 5 is gone")),
                List.of(new FaultEvent.DataLoss(2, "ordeal-1-0", 10, 99, 4)),
                List.of(new Link("broker-2", "broker-1", Direction.ANSWER)),
                "a reason"));
        FaultRecord written = run.readFaults().faults().getFirst();
        assertThat(written)
                .isEqualTo(new FaultRecord(
                        7,
                        "unsynced-tail-lost",
                        "in words",
                        FaultRecord.Status.valueOf(status.name()),
                        List.of("broker-2"),
                        1,
                        2,
                        3,
                        List.of("process 5 is gone"),
                        List.of(new FaultRecord.DataLoss(2, "ordeal-1", 0, 10, 99, 4)),
                        List.of(new FaultRecord.HeldLink("broker-2", "broker-1", "answer")),
                        "a reason"));
        assertThat(recorder.injected()).isEqualTo(status == FaultStatus.INJECTED ? 1 : 0);
    }

    @Test
    void flushesTheHistoryAndEndsWithItsOwner() throws Exception {
        Path file = folder.resolve("history.avro");
        RunClock clock = new RunClock();
        try (HistoryWriter history = HistoryWriter.create(file)) {
            long header = file.toFile().length();
            try (HiccupMeter _ = new HiccupMeter(clock, history)) {
                history.append(new HarnessStalled(clock.nowNanos(), 1));
                // Nothing else appends or flushes: only the meter hands the event to the operating system.
                Await.until(() -> file.toFile().length() > header);
            }
        }
        HistoryFile.open(file).forEach(event -> assertThat(event).isInstanceOf(HarnessStalled.class));
    }

    /** Whoever writes to a history that hangs stands still, and with it everything that the harness measures. */
    @Test
    void aHistoryThatHangsIsAStall() throws Exception {
        Path file = folder.resolve("history.avro");
        RunClock clock = new RunClock();
        long hungNanos = TimeUnit.MILLISECONDS.toNanos(600);
        try (HistoryWriter history = HistoryWriter.create(file);
                HiccupMeter _ = new HiccupMeter(clock, history)) {
            synchronized (history) { // It lets nobody append or flush meanwhile.
                long untilNanos = clock.nowNanos() + hungNanos;
                Await.until(() -> clock.nowNanos() > untilNanos);
            }
            Await.until(() -> longestStallNanos(file) > hungNanos / 2);
        }
    }

    private static long longestStallNanos(Path file) {
        AtomicLong longest = new AtomicLong();
        try {
            HistoryFile.open(file).forEach(event -> {
                if (event instanceof HarnessStalled stall) {
                    longest.accumulateAndGet(stall.stallNanos(), Math::max);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return longest.get();
    }

    private RunSettings settings(Map<String, String> brokerOverrides) {
        ClusterTuning tuning = new ClusterTuning(500, 3_000, 2_000, 3, 2, brokerOverrides);
        return new RunSettings(
                "test",
                "./ordeal run",
                new Environment("0.1", "abc", "25", Map.of("cores", "2")),
                42,
                new ClusterPlan(
                        Systems.all().getFirst(),
                        3,
                        1,
                        "/kafka",
                        tuning,
                        new NodeJvm(256, NodeJvm.Tuning.QUICK_START),
                        ClusterPlan.Network.MESH,
                        0,
                        42),
                new TopicSettings(2, 3, 3, 2, 1_048_576),
                new WorkloadSettings(
                        5,
                        2,
                        400,
                        20,
                        2_048,
                        WorkloadSettings.ALL_CODECS,
                        Map.of("acks", "1", "enable.idempotence", "false")),
                new Plan("none", 42, 10_000, 0, List.of()),
                5_000,
                30_000,
                folder);
    }
}
