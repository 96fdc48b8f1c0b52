package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.WaitResponse;
import java.util.concurrent.CompletableFuture;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineException;

/** Waits with the engine for the end of what a container runs. When the connection breaks, it asks again. */
final class ContainerEnd extends ResultCallback.Adapter<WaitResponse> {
    /** Stands for the exit code of a process whose container was removed with it. */
    private static final int REMOVED = 137;

    private final Engine engine;
    private final String containerId;
    private final CompletableFuture<Integer> exitCode;

    private ContainerEnd(Engine engine, String containerId, CompletableFuture<Integer> exitCode) {
        this.engine = engine;
        this.containerId = containerId;
        this.exitCode = exitCode;
    }

    /** The exit code of what a container runs now, when it has ended. */
    static CompletableFuture<Integer> of(Engine engine, String containerId) {
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        ask(engine, containerId, exitCode);
        return exitCode;
    }

    private static void ask(Engine engine, String containerId, CompletableFuture<Integer> exitCode) {
        engine.client().waitContainerCmd(containerId).exec(new ContainerEnd(engine, containerId, exitCode));
    }

    @Override
    public void onNext(WaitResponse ended) {
        exitCode.complete(ended.getStatusCode());
    }

    @Override
    public void onError(Throwable failure) {
        super.onError(failure);
        lookAgain(failure);
    }

    @Override
    public void onComplete() {
        super.onComplete();
        if (!exitCode.isDone()) {
            lookAgain(new EngineException("the engine ended the wait without an answer"));
        }
    }

    private void lookAgain(Throwable failure) {
        try {
            ContainerState state =
                    engine.client().inspectContainerCmd(containerId).exec().getState();
            if (Boolean.TRUE.equals(state.getRunning())) {
                ask(engine, containerId, exitCode);
            } else {
                Long code = state.getExitCodeLong();
                exitCode.complete(code == null ? REMOVED : Math.toIntExact(code));
            }
        } catch (NotFoundException _) {
            exitCode.complete(REMOVED);
        } catch (RuntimeException e) {
            e.addSuppressed(failure);
            exitCode.completeExceptionally(e);
        }
    }
}
