package ordeal.harness.standing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.program.ThisProgram;

/** Starts and ends the process that holds a standing cluster. */
public final class BackgroundHarness {
    private static final long POLL_MS = 100;
    private static final Duration UP_TIMEOUT = Duration.ofSeconds(100);
    private static final Duration DOWN_TIMEOUT = Duration.ofMinutes(3);

    private BackgroundHarness() {}

    /**
     * Starts this program again in the background with other arguments, deaf to the terminal's signals, and waits until its
     * cluster is up.
     */
    public static StandingCluster up(StandingFolder folder, List<String> arguments)
            throws ClusterException, IOException, InterruptedException {
        Files.createDirectories(folder.path());
        StandingCluster.forget(folder.path());
        Path log = folder.harnessLog();
        Process process = new ProcessBuilder(ThisProgram.command(List.of(), arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        long deadlineNanos = System.nanoTime() + UP_TIMEOUT.toNanos();
        while (process.isAlive() && System.nanoTime() - deadlineNanos < 0) {
            Optional<StandingCluster> cluster = StandingCluster.in(folder.path());
            if (cluster.isPresent()) {
                return cluster.get();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        process.destroy();
        throw new ClusterException("The cluster did not come up. " + log + " says:\n" + Files.readString(log));
    }

    /** Ends a standing cluster and waits until its harness has brought home what the nodes wrote, and is gone. */
    public static void down(StandingCluster cluster) throws ClusterException, InterruptedException {
        ProcessHandle process = cluster.process().orElse(null);
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            process.onExit().get(DOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterException(
                    "The harness process " + cluster.pid() + " did not end. 'kill -9 " + cluster.pid()
                            + "' ends it, and 'ordeal cluster down' then removes what is left of its cluster.",
                    e);
        }
    }
}
