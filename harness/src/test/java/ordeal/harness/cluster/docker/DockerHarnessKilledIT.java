package ordeal.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ordeal.harness.cli.CommandRun;
import ordeal.harness.cli.HarnessScene;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineExtension;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.PlanJson;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A harness with a cluster of containers dies: of SIGKILL, which leaves everything to the next one, or of SIGTERM, which leaves nothing. */
@ExtendWith(EngineExtension.class)
class DockerHarnessKilledIT {
    private static final String WARM_UP = "-- warm-up";
    private static final int SIGTERM_EXIT = 128 + 15;

    @TempDir
    private Path folder;

    private HarnessScene scene;

    @BeforeEach
    void makeScene(Engine engine) {
        List<String> _ = new Leftovers(engine).removeOfDeadHarnesses(); // Of whoever was here before.
        scene = new HarnessScene(folder.resolve("output"));
    }

    @AfterEach
    void endHarnesses(Engine engine) {
        scene.close();
        List<String> _ = new Leftovers(engine).removeOfDeadHarnesses();
    }

    @Test
    void theNextRunRemovesWhatAKilledOneLeft(Engine engine) throws Exception {
        Process harness = startRun(pausedAndCut().toString());
        scene.await(harness, () -> scene.output().contains("fault 2 injected"));
        HarnessProcess process = HarnessProcess.of(harness.toHandle());
        EngineContents living = EngineContents.of(engine, process);
        assertThat(living.containers()).hasSize(2 * 3 + 2 + 1); // nodes and holders; keepers; the workshop
        assertThat(living.networks()).hasSize(1);
        assertThat(living.disks()).hasSize(2);
        assertPausedAndCut(engine, living);

        assertThat(new Leftovers(engine).removeOfDeadHarnesses()).isEmpty();
        assertThat(EngineContents.of(engine, process))
                .as("a living harness keeps what it has")
                .isEqualTo(living);

        harness.destroyForcibly().waitFor();
        assertThat(EngineContents.of(engine, process))
                .as("nobody has removed it yet")
                .isEqualTo(living);
        assertPausedAndCut(engine, living);

        var _ = CommandRun.valid(folder.resolve("next"), "--cluster=docker", "--seed=3", "--time=15s");
        assertThat(EngineContents.of(engine, process)).matches(EngineContents::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", WARM_UP})
    void aRunThatIsToldToEndLeavesNothing(String printed, Engine engine) throws Exception {
        Process harness = startRun("none");
        HarnessProcess process = HarnessProcess.of(harness.toHandle());
        scene.await(
                harness,
                () -> printed.isEmpty()
                        ? hasHolder(engine, process)
                        : scene.output().contains(printed));
        harness.destroy();
        assertThat(harness.waitFor(HarnessScene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(harness.exitValue()).isEqualTo(SIGTERM_EXIT);
        assertThat(EngineContents.of(engine, process)).matches(EngineContents::isEmpty);
    }

    /** The cluster is being made. */
    private static boolean hasHolder(Engine engine, HarnessProcess harness) {
        return EngineContents.containers(engine, harness).stream().anyMatch(name -> name.endsWith("-holder"));
    }

    private Process startRun(String plan) throws Exception {
        return scene.start(
                "run",
                "--cluster=docker",
                "--results=" + folder.resolve("killed"),
                "--name=killed",
                "--plan=" + plan,
                "--brokers=2",
                "--replication-factor=2",
                "--min-insync-replicas=1",
                "--topics=1",
                "--partitions=1",
                "--warm-up=1s",
                "--rate=50");
    }

    private Path pausedAndCut() throws Exception {
        Plan plan = new Plan(
                "paused-and-cut",
                1,
                300_000,
                2,
                List.of(
                        new Step(
                                "pause",
                                new Trigger.At(0),
                                0,
                                8_000,
                                new Fault.Pause(new Target.Fixed("broker-1"), 200_000)),
                        new Step(
                                "cut",
                                new Trigger.After("pause", 0),
                                0,
                                8_000,
                                new Fault.HoldLinks(new Cut.Isolate(new Target.Fixed("broker-2"), Cut.From.CLIENTS)))));
        return Files.writeString(folder.resolve("plan.json"), PlanJson.write(plan));
    }

    /** As the engine and the kernel show it. */
    private static void assertPausedAndCut(Engine engine, EngineContents contents) throws InterruptedException {
        assertThat(engine.client()
                        .inspectContainerCmd(contents.container("broker-1"))
                        .exec()
                        .getState()
                        .getPaused())
                .isTrue();
        assertThat(engine.exec(contents.container("broker-2-holder"), "", List.of("nft", "list", "ruleset"))
                        .out())
                .contains("table inet ordeal")
                .contains("drop");
    }
}
