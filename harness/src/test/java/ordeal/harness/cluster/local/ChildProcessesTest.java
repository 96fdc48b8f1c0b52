package ordeal.harness.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.NodeProcesses;
import ordeal.harness.cluster.RunningNode;
import ordeal.harness.mesh.Await;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a node's process, played by plain shells. */
class ChildProcessesTest {
    private static final Node NODE = Node.broker(1);

    private final List<Process> started = new CopyOnWriteArrayList<>();
    private final List<Node> deaths = new CopyOnWriteArrayList<>();
    private final AtomicInteger failingStarts = new AtomicInteger();
    private volatile boolean startable = true;
    private volatile boolean up = true;

    /** A node has been seen to be up: from then on its end is a death, and before it another start. */
    private volatile boolean arrived;

    private final NodeProcesses processes =
            new NodeProcesses(this::startProcess, this::isUp, deaths::add, _ -> new Receipt("new"));

    @AfterEach
    void endEverything() throws InterruptedException {
        processes.killAll();
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void provesAPauseByTheProcessState() throws Exception {
        startAndAwait();
        String proof = processes.pause(NODE).proof();
        assertThat(proof).isEqualTo("process " + newest().pid() + " is in state T");
        assertThat(ProcessStatus.of(newest().pid()).orElseThrow().state()).isEqualTo('T');
        processes.resume(NODE);
        assertThat(ProcessStatus.of(newest().pid()).orElseThrow().isStopped()).isFalse();
    }

    @Test
    void killsAStoppedProcess() throws Exception {
        startAndAwait();
        processes.pause(NODE);
        assertThat(processes.kill(NODE).proof()).contains("is gone (exit code 137)");
        assertThat(processes.living(NODE).isPresent()).isFalse();
        assertThat(processes.death(NODE)).isPresent();
        assertThat(deaths).endsWith(NODE);
        assertThat(processes.unexpectedDeaths()).isEmpty();
    }

    /** A crash that a kill hides would never be told of: whoever kills the dead has done nothing. */
    @Test
    void aNodeThatEndedByItselfCannotBeKilled() throws Exception {
        startAndAwait();
        newest().destroyForcibly().waitFor();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> processes.kill(NODE))
                    .isInstanceOf(InjectionException.class)
                    .hasMessage("broker-1 had ended by itself, with exit code 137, before it was killed");
        }
        assertThat(processes.unexpectedDeaths()).containsExactly("broker-1 ended by itself with exit code 137");
        assertThat(processes.death(NODE)).isPresent();
    }

    @Test
    void makesAnewOnlyWhatADeadNodeRanIn() throws Exception {
        startAndAwait();
        assertThatThrownBy(() -> processes.recreate(NODE))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("lives");
        processes.kill(NODE);
        assertThat(processes.recreate(NODE).proof()).isEqualTo("new");
    }

    @Test
    void hasNoProofOfDeathWhileTheProcessLives() throws Exception {
        startAndAwait();
        assertThat(processes.death(NODE)).isEmpty();
        processes.stop(NODE);
        Await.until(() -> processes.death(NODE).isPresent());
        assertThat(processes.death(NODE).orElseThrow().proof()).contains("after SIGTERM");
        assertThat(processes.unexpectedDeaths()).isEmpty();
    }

    @Test
    void startsAgainAndAgainUntilTheNodeIsUp() {
        up = false;
        failingStarts.set(2);
        processes.start(NODE);
        Await.until(() -> started.size() == 3);
        up = true;
        Await.until(() -> processes.living(NODE).isPresent());
        assertThat(processes.unexpectedDeaths()).isEmpty();
        assertThat(started).hasSize(3);
    }

    @Test
    void stopsStartingWhenTheNodeIsKilled() throws Exception {
        up = false;
        startAndAwait();
        processes.kill(NODE);
        processes.start(NODE);
        processes.kill(NODE);
        int before = started.size();
        processes.start(Node.broker(2));
        Await.until(() -> processes.living(Node.broker(2)).isPresent());
        assertThat(started).hasSize(before + 1);
        assertThat(processes.living(NODE).isPresent()).isFalse();
    }

    @Test
    void startsNothingASecondTimeWhileItLives() {
        startAndAwait();
        processes.start(NODE);
        processes.start(NODE);
        processes.start(Node.broker(2));
        Await.until(() -> processes.living(Node.broker(2)).isPresent());
        assertThat(started).hasSize(2);
    }

    @Test
    void notesADeathThatNobodyAskedFor() {
        startAndAwait();
        newest().destroyForcibly();
        Await.until(() -> !processes.unexpectedDeaths().isEmpty());
        assertThat(processes.unexpectedDeaths()).containsExactly("broker-1 ended by itself with exit code 137");
    }

    @Test
    void startsANodeThatDiedByItself() {
        startAndAwait();
        newest().destroyForcibly();
        Await.until(() -> !processes.unexpectedDeaths().isEmpty());
        processes.start(NODE);
        Await.until(() -> processes.living(NODE).isPresent());
        assertThat(started).hasSize(2);
    }

    @Test
    void startsANodeAgainThatWasKilledAndWhoseEndIsNoticedOnlyAfterTheNewStartIsWanted() {
        assertThat(startedAgainBeforeItsEndIsNoticed(stepped -> stepped.kill(NODE)))
                .isEmpty();
    }

    @Test
    void notesADeathOnceThatIsNoticedOnlyAfterTheNewStartIsWanted() {
        assertThat(startedAgainBeforeItsEndIsNoticed(
                        _ -> newest().destroyForcibly().waitFor()))
                .containsExactly("broker-1 ended by itself with exit code 137");
    }

    /** Returns the deaths that are noted of a node that lives again. */
    private List<String> startedAgainBeforeItsEndIsNoticed(ThrowingConsumer<NodeProcesses> end) {
        Deque<Runnable> background = new ArrayDeque<>();
        NodeProcesses stepped = new NodeProcesses(
                this::startProcess, _ -> true, deaths::add, _ -> new Receipt("new"), background::addLast);
        stepped.start(NODE);
        background.removeFirst().run(); // the start; the watch over the process waits for its turn
        end.accept(stepped);
        stepped.start(NODE);
        background.removeFirst().run(); // the watch over the process that has ended
        background.removeFirst().run(); // the second start
        assertThat(stepped.living(NODE).isPresent()).isTrue();
        return stepped.unexpectedDeaths();
    }

    @Test
    void startsANodeWhoseFirstStartCouldNotBeMade() {
        startable = false;
        processes.start(NODE);
        Await.until(() -> !processes.unexpectedDeaths().isEmpty());
        assertThat(processes.unexpectedDeaths().getFirst()).contains("broker-1 could not be started: no such program");
        startable = true;
        processes.start(NODE);
        Await.until(() -> processes.living(NODE).isPresent());
    }

    @Test
    void startsANodeWhoseDeathCouldNotBeHandledAtFirst() {
        Deque<Runnable> background = new ArrayDeque<>();
        Deque<String> failures = new ArrayDeque<>(List.of("the kernel did not answer"));
        NodeProcesses stepped = new NodeProcesses(
                this::startProcess,
                _ -> true,
                _ -> {
                    if (!failures.isEmpty()) {
                        throw new InjectionException(failures.removeFirst());
                    }
                },
                _ -> new Receipt("new"),
                background::addLast);
        stepped.start(NODE);
        background.removeFirst().run();
        assertThat(stepped.unexpectedDeaths())
                .containsExactly("broker-1 could not be started: the kernel did not answer");
        assertThat(started).isEmpty();
        stepped.start(NODE);
        background.removeFirst().run();
        assertThat(stepped.living(NODE)).isPresent();
        assertThat(stepped.unexpectedDeaths()).hasSize(1);
    }

    @Test
    void refusesWhatNeedsALivingProcess() {
        assertThatThrownBy(() -> processes.pause(NODE)).isInstanceOf(InjectionException.class);
        assertThatThrownBy(() -> processes.kill(NODE))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("never been started");
    }

    @Test
    void resumesNothingThatIsDead() throws Exception {
        startAndAwait();
        processes.kill(NODE);
        processes.resume(NODE);
        assertThat(processes.living(NODE).isPresent()).isFalse();
    }

    @Test
    void killsEverythingAtTheEnd() throws Exception {
        startAndAwait();
        processes.start(Node.broker(2));
        Await.until(() -> processes.living(Node.broker(2)).isPresent());
        processes.pause(NODE);
        assertThat(processes.killAll()).isEmpty();
        assertThat(started).noneMatch(Process::isAlive);
        assertThat(processes.unexpectedDeaths()).isEmpty();
    }

    @Test
    void aNodeThatHasNotEndedGivesNoEvidence() throws Exception {
        Deque<Runnable> background = new ArrayDeque<>();
        NodeProcesses stepped = new NodeProcesses(
                node -> node.equals(NODE) ? new Immortal() : startProcess(node),
                _ -> true,
                deaths::add,
                _ -> new Receipt("new"),
                background::addLast);
        for (Node node : List.of(NODE, Node.broker(2))) {
            stepped.start(node);
            background.removeFirst().run(); // the start
            background.removeFirst(); // the watch over the process, which nobody needs here
        }
        NodeEvidence whole = new NodeEvidence(true, "");
        assertThat(stepped.collect(List.of(NODE, Node.broker(2)), _ -> whole))
                .containsOnly(
                        Map.entry(NODE, new NodeEvidence(false, "process 1 of broker-1 survived SIGKILL")),
                        Map.entry(Node.broker(2), whole));
        assertThat(started).hasSize(1).noneMatch(Process::isAlive);
    }

    /** Waits for a disk that never answers, say, so no signal ends it. */
    private static final class Immortal implements RunningNode {
        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void kill() {}

        @Override
        public void terminate() {}

        @Override
        public boolean awaitEnd(long timeoutMs) {
            return false;
        }

        @Override
        public int exitCode() {
            return LIVES;
        }

        @Override
        public Receipt pause() {
            throw new InjectionException(words() + " did not stop");
        }

        @Override
        public void resume() {}

        @Override
        public String words() {
            return "process 1";
        }
    }

    private void startAndAwait() {
        processes.start(NODE);
        Await.until(() -> processes.living(NODE).isPresent() && (arrived || !up));
    }

    private boolean isUp(Node node) {
        boolean is = up;
        arrived |= is;
        return is;
    }

    private Process newest() {
        return started.getLast();
    }

    private RunningNode startProcess(Node node) throws ClusterException {
        if (!startable) {
            throw new ClusterException("no such program");
        }
        boolean fails = failingStarts.getAndDecrement() > 0;
        try {
            Process process = new ProcessBuilder("sh", "-c", fails ? "exit 1" : "exec sleep 300").start();
            started.add(process);
            return new ChildProcess(process);
        } catch (IOException e) {
            throw new ClusterException("no shell", e);
        }
    }
}
