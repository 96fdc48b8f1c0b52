package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ordeal.checker.RecordedRun;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.history.Phase;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.harness.cluster.local.Sockets;
import ordeal.harness.standing.StandingCluster;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.PlanJson;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The harness dies of SIGKILL at the worst moments: nothing of its cluster may be left, and the folder must never pass for a run.
 */
class HarnessKilledIT {
    private static final Duration CLEANUP = Duration.ofSeconds(10);
    private static final int NODES = 2;

    @TempDir
    private Path home;

    private HarnessScene scene;

    @BeforeEach
    void makeScene() {
        scene = new HarnessScene(home.resolve("output"), "-Dordeal.home=" + home);
    }

    @AfterEach
    void endHarness() {
        scene.close();
    }

    @Test
    void whileTheClusterStarts() throws Exception {
        Process harness = startRun("none");
        scene.await(harness, () -> living(nodesFolder()).size() == NODES);
        killAndExpectNothingLeft(harness);
        assertUnknown("the history is empty");
    }

    @Test
    void duringTheWarmUp() throws Exception {
        Process harness = startRun("none", "--warm-up=300s");
        scene.await(harness, () -> scene.output().contains("-- warm-up"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.WARM_UP);
    }

    @Test
    void whileABrokerIsPaused() throws Exception {
        Plan plan = new Plan(
                "paused",
                1,
                300_000,
                1,
                List.of(new Step(
                        "1", new Trigger.At(0), 0, 8_000, new Fault.Pause(new Target.Fixed("broker-1"), 200_000))));
        Path file = Files.writeString(home.resolve("paused.json"), PlanJson.write(plan));
        Process harness = startRun(file.toString());
        scene.await(harness, () -> faults().contains("is in state T"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.FAULTS);
    }

    @Test
    void afterTheFaults() throws Exception {
        Process harness = startRun("none", "--time=1s");
        scene.await(harness, () -> scene.output().contains("-- recovery"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.RECOVERY);
    }

    /** With its only broker stopped nothing can be read to the end, so the phase lasts. */
    @Test
    void duringTheFinalReads() throws Exception {
        Process harness = startRun("none", "--time=1s", "--recovery-bound=6s");
        scene.await(harness, () -> scene.output().contains("-- recovery"));
        signalStop(living(nodesFolder()).getLast());
        scene.await(harness, () -> scene.output().contains("-- final reads"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.FINAL_READS);
    }

    /** With ZooKeeper stopped the last write, with which the collection begins, gets no answer, so the phase lasts. */
    @Test
    void duringTheCollection() throws Exception {
        Process harness = startRun("none", "--time=1s", "--recovery-bound=6s");
        scene.await(harness, () -> scene.output().contains("-- recovery"));
        signalStop(living(nodesFolder()).getFirst());
        scene.await(harness, () -> scene.output().contains("-- collection"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.COLLECTION);
    }

    @Test
    void whileItHoldsAStandingClusterWithAPausedBroker() throws Exception {
        Process up = scene.start("cluster", "up", "--system=kafka-3.9", "--brokers=1");
        assertThat(up.waitFor(HarnessScene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(up.exitValue()).as(scene.output()).isZero();
        StandingCluster standing = StandingCluster.in(home.resolve("results").resolve("cluster-default"))
                .orElseThrow();
        ProcessHandle harness = standing.process().orElseThrow();
        List<ProcessHandle> nodes = living(nodesFolder());
        assertThat(nodes).hasSize(NODES);
        signalStop(nodes.getLast());
        String subnet = subnet();
        harness.destroyForcibly();
        harness.onExit().get(CLEANUP.toSeconds(), TimeUnit.SECONDS); // Its sockets are closed by then.
        expectNothingLeft(nodes, subnet);
        assertThat(StandingCluster.in(home.resolve("results").resolve("cluster-default")))
                .isEmpty();
    }

    private static void signalStop(ProcessHandle node) throws Exception {
        String pid = Long.toString(node.pid());
        assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    }

    private Process startRun(String plan, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--system=kafka-3.9", // its jars are found from any home
                "--name=killed",
                "--plan=" + plan,
                "--brokers=1",
                "--replication-factor=1",
                "--min-insync-replicas=1",
                "--topics=1",
                "--partitions=1",
                "--warm-up=1s",
                "--rate=50"));
        List.of(more).forEach(option -> {
            arguments.removeIf(given -> given.startsWith(option.substring(0, option.indexOf('=') + 1)));
            arguments.add(option);
        });
        return scene.start(arguments.toArray(String[]::new));
    }

    private void killAndExpectNothingLeft(Process harness) throws Exception {
        List<ProcessHandle> nodes = living(nodesFolder());
        assertThat(nodes).hasSize(NODES);
        String subnet = subnet();
        assertThat(Sockets.listeningIn(subnet)).isNotEmpty();
        harness.destroyForcibly();
        assertThat(harness.waitFor(CLEANUP.toSeconds(), TimeUnit.SECONDS)).isTrue(); // Its sockets are closed by then.
        expectNothingLeft(nodes, subnet);
    }

    private static void expectNothingLeft(List<ProcessHandle> nodes, String subnet) throws Exception {
        long deadlineNanos = System.nanoTime() + CLEANUP.toNanos();
        while (nodes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        assertThat(Sockets.listeningIn(subnet)).isEmpty();
    }

    private void assertUnknown(String reason) throws IOException {
        RunVerdict verdict = RecordedRun.judge(new RunFolder(runFolder())).verdict();
        assertThat(verdict.verdict()).isInstanceOf(Verdict.Unknown.class);
        assertThat(String.join("\n", verdict.notJudged()).toLowerCase(Locale.ROOT))
                .contains(reason.toLowerCase(Locale.ROOT));
    }

    private String faults() {
        return read(runFolder().resolve("faults.jsonl"));
    }

    private Path nodesFolder() {
        return runFolder().resolve("nodes");
    }

    private Path runFolder() {
        try (Stream<Path> folders = Files.list(home.resolve("results"))) {
            return folders.filter(folder -> folder.getFileName().toString().matches("(killed|cluster)-.*"))
                    .findFirst()
                    .orElse(home);
        } catch (IOException _) {
            return home; // Nothing was made yet.
        }
    }

    private String subnet() {
        String hosts = read(nodesFolder().resolve("broker-1").resolve("hosts"));
        return hosts.replaceAll("(?s)^.*\\n127\\.(\\d+)\\.254\\.1 broker-1.*$", "$1");
    }

    /** The nodes that are noted and live, oldest first. */
    private static List<ProcessHandle> living(Path nodes) {
        return read(nodes.resolve("processes"))
                .lines()
                .filter(line -> line.matches("\\d+ \\d+"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line.substring(0, line.indexOf(' ')))).stream())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return ""; // It is not there yet.
        }
    }
}
