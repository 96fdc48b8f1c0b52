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
import java.util.function.Predicate;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The harness dies of SIGKILL at the worst moments: nothing of its cluster may be left, and the folder must never pass for a run.
 */
class HarnessKilledIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CLEANUP = Duration.ofSeconds(10);
    private static final int NODES = 2;

    @TempDir
    private Path home;

    private final List<Process> harnesses = new ArrayList<>();

    @AfterEach
    void endHarness() {
        harnesses.forEach(Process::destroyForcibly);
    }

    @Test
    void whileTheClusterStarts() throws Exception {
        Process harness = startRun("none");
        await(harness, _ -> living(nodesFolder()).size() == NODES);
        killAndExpectNothingLeft(harness);
        assertUnknown("the history is empty");
    }

    @Test
    void duringTheWarmUp() throws Exception {
        Process harness = startRun("none", "--warm-up=300s");
        await(harness, _ -> output().contains("-- warm-up"));
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
        await(harness, _ -> faults().contains("is in state T"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.FAULTS);
    }

    @Test
    void afterTheFaults() throws Exception {
        Process harness = startRun("none", "--time=1s");
        await(harness, _ -> output().contains("-- recovery"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.RECOVERY);
    }

    /** With its only broker stopped nothing can be read to the end, so the phase lasts. */
    @Test
    void duringTheFinalReads() throws Exception {
        Process harness = startRun("none", "--time=1s", "--recovery-bound=6s");
        await(harness, _ -> output().contains("-- recovery"));
        signalStop(living(nodesFolder()).getLast());
        await(harness, _ -> output().contains("-- final reads"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.FINAL_READS);
    }

    /** With ZooKeeper stopped the last write, with which the collection begins, gets no answer, so the phase lasts. */
    @Test
    void duringTheCollection() throws Exception {
        Process harness = startRun("none", "--time=1s", "--recovery-bound=6s");
        await(harness, _ -> output().contains("-- recovery"));
        signalStop(living(nodesFolder()).getFirst());
        await(harness, _ -> output().contains("-- collection"));
        killAndExpectNothingLeft(harness);
        assertUnknown("cut short in phase " + Phase.COLLECTION);
    }

    @Test
    void whileItHoldsAStandingClusterWithAPausedBroker() throws Exception {
        Process up = start("cluster", "up", "--system=kafka-3.9", "--brokers=1");
        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).as(output()).isZero();
        StandingCluster standing = StandingCluster.in(home.resolve("results").resolve("cluster-default"))
                .orElseThrow();
        ProcessHandle harness = standing.process().orElseThrow();
        List<ProcessHandle> nodes = living(nodesFolder());
        assertThat(nodes).hasSize(NODES);
        signalStop(nodes.getLast());
        String subnet = subnet();
        harness.destroyForcibly();
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
        return start(arguments.toArray(String[]::new));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dordeal.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "ordeal.harness.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        harnesses.add(process);
        return process;
    }

    private void killAndExpectNothingLeft(Process harness) throws Exception {
        List<ProcessHandle> nodes = living(nodesFolder());
        assertThat(nodes).hasSize(NODES);
        String subnet = subnet();
        assertThat(Sockets.listeningIn(subnet)).isNotEmpty();
        harness.destroyForcibly();
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

    /** Waits for a condition, while the harness lives. */
    private void await(Process harness, Predicate<Process> condition) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(harness)) {
            assertThat(harness.isAlive() && System.nanoTime() - deadlineNanos < 0)
                    .as("the harness printed: " + output())
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private String output() {
        return read(home.resolve("output"));
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
