package ordeal.harness.cluster.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Commands in one running container.
 *
 * <p>A command's input is not sent through the connection: to end it, one half of the connection would have to be closed, which the
 * client library does not do. A shell in the container has it as an argument and pipes it into the command instead.
 */
final class ContainerExec {
    /** Linux takes no argument of 128 KiB or more. */
    static final int MAX_STDIN_BYTES = 120 * 1024;

    private static final String PIPE = "input=$1; shift; printf %s \"$input\" | \"$@\"";
    private static final int EXIT_CODE_POLL_MS = 5;
    private static final int EXIT_CODE_TIMEOUT_MS = 10_000;

    private final DockerClient client;
    private final String containerId;

    ContainerExec(DockerClient client, String containerId) {
        this.client = client;
        this.containerId = containerId;
    }

    ExecResult run(String stdin, List<String> command) throws InterruptedException {
        List<String> whole = withInput(stdin, command);
        try {
            String exec = client.execCreateCmd(containerId)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .withCmd(whole.toArray(String[]::new))
                    .exec()
                    .getId();
            try (Output output = client.execStartCmd(exec).exec(new Output())) {
                output.awaitCompletion();
                return new ExecResult(exitCode(exec), text(output.out), text(output.err));
            }
        } catch (IOException | RuntimeException e) {
            throw new EngineException(
                    "'%s' could not be run in container %s"
                            .formatted(String.join(" ", command), nameOf(client, containerId)),
                    e);
        }
    }

    /** The command, or the shell that pipes its input into it. */
    static List<String> withInput(String stdin, List<String> command) {
        if (stdin.isEmpty()) {
            return command;
        }
        if (stdin.getBytes(StandardCharsets.UTF_8).length > MAX_STDIN_BYTES || stdin.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("input for '%s' must be text of at most %d bytes"
                    .formatted(String.join(" ", command), MAX_STDIN_BYTES));
        }
        List<String> whole = new ArrayList<>(List.of("sh", "-c", PIPE, "sh", stdin));
        whole.addAll(command);
        return whole;
    }

    /** The name that people know a container by; what it was called by when there is no such container. */
    static String nameOf(DockerClient client, String containerId) {
        try {
            return client.inspectContainerCmd(containerId).exec().getName().replaceFirst("^/", "");
        } catch (RuntimeException _) {
            return containerId;
        }
    }

    /** The engine may close a command's output a moment before it has noted its end. */
    private int exitCode(String exec) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EXIT_CODE_TIMEOUT_MS);
        while (true) {
            InspectExecResponse state = client.inspectExecCmd(exec).exec();
            Long exitCode = state.getExitCodeLong();
            if (exitCode != null && !Boolean.TRUE.equals(state.isRunning())) {
                return Math.toIntExact(exitCode);
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new EngineException("its output has ended, and after " + EXIT_CODE_TIMEOUT_MS
                        + " ms the engine still does not tell its exit code");
            }
            TimeUnit.MILLISECONDS.sleep(EXIT_CODE_POLL_MS);
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Both outputs of a command, as they come. Written by the library's thread, read after the end. */
    private static final class Output extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            (frame.getStreamType() == StreamType.STDERR ? err : out).writeBytes(frame.getPayload());
        }
    }
}
