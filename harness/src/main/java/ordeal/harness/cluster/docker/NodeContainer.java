package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.command.TopContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ordeal.harness.cluster.RunningNode;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineException;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;

/** What a node's container runs from one start of it to the end. */
final class NodeContainer implements RunningNode {
    /** For every process: its id, its state, and the function of the kernel in which it waits. */
    private static final String PS = "-eo pid,stat,wchan:32";

    private final Engine engine;
    private final String id;
    private final String name;
    private final long pid;
    private final CompletableFuture<Integer> exitCode;

    private NodeContainer(Engine engine, String id, String name, long pid, CompletableFuture<Integer> exitCode) {
        this.engine = engine;
        this.id = id;
        this.name = name;
        this.pid = pid;
        this.exitCode = exitCode;
    }

    /** Starts a container that is not running. */
    static NodeContainer start(Engine engine, String id, String name) {
        engine.client().startContainerCmd(id).exec();
        CompletableFuture<Integer> exitCode = ContainerEnd.of(engine, id);
        Long pid = engine.client().inspectContainerCmd(id).exec().getState().getPidLong();
        return new NodeContainer(engine, id, name, pid == null ? 0 : pid, exitCode);
    }

    @Override
    public boolean isAlive() {
        return !exitCode.isDone();
    }

    @Override
    public void kill() {
        signal("SIGKILL");
    }

    @Override
    public void terminate() {
        signal("SIGTERM");
    }

    private void signal(String signal) {
        if (!isAlive()) {
            return;
        }
        try {
            engine.client().killContainerCmd(id).withSignal(signal).exec();
        } catch (ConflictException | NotFoundException _) {
            // It has ended meanwhile; the wait for its end tells how.
        }
    }

    @Override
    public boolean awaitEnd(long timeoutMs) throws InterruptedException {
        try {
            exitCode.get(timeoutMs, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new EngineException("nobody knows what became of container " + name, e);
        }
    }

    @Override
    public int exitCode() {
        return exitCode.isDone() ? exitCode.join() : LIVES;
    }

    @Override
    public Receipt pause() {
        try {
            engine.client().pauseContainerCmd(id).exec();
            if (!Boolean.TRUE.equals(
                    engine.client().inspectContainerCmd(id).exec().getState().getPaused())) {
                throw new InjectionException(words() + " did not stop");
            }
            return new Receipt(words() + " is frozen: " + kernelState());
        } catch (DockerException e) {
            throw new InjectionException(words() + " could not be paused", e);
        }
    }

    /** As the kernel of the engine's machine shows the process: its state, and where it waits. */
    private String kernelState() {
        TopContainerResponse processes =
                engine.client().topContainerCmd(id).withPsArgs(PS).exec();
        return Arrays.stream(processes.getProcesses())
                .filter(process -> process[0].equals(Long.toString(pid)))
                .map(process -> "state %s, in %s".formatted(process[1], process[2]))
                .findFirst()
                .orElseThrow(() -> new InjectionException("the kernel shows no " + words()));
    }

    @Override
    public void resume() {
        try {
            engine.client().unpauseContainerCmd(id).exec();
        } catch (NotFoundException | NotModifiedException | ConflictException _) {
            return; // It has ended, or runs already.
        } catch (DockerException e) {
            if (isAlive() && isPaused()) {
                throw new InjectionException(words() + " did not continue", e);
            }
        }
    }

    private boolean isPaused() {
        return Boolean.TRUE.equals(
                engine.client().inspectContainerCmd(id).exec().getState().getPaused());
    }

    @Override
    public String words() {
        return "process " + pid + " in container " + name;
    }
}
