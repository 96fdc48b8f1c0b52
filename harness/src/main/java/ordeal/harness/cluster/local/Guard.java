package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that ends every node when the harness is gone. It is a plain {@code sh} whose standard input is a pipe that only the
 * harness holds; nodes write themselves into a file before they become what they are, so none can be missed.
 */
final class Guard implements AutoCloseable {
    /** The file in which the nodes of a run note their process ids and start times; gone when all of them have ended. */
    static final String PROCESSES_FILE = "processes";

    private static final Logger log = LoggerFactory.getLogger(Guard.class);
    private static final long END_TIMEOUT_MS = 10_000;

    private final Path processes;
    private final Process guard;

    private Guard(Path processes, Process guard) {
        this.processes = processes;
        this.guard = guard;
    }

    /** Starts a guard over the nodes that will run below this folder. */
    static Guard start(Path nodesFolder) throws IOException {
        Path processes = nodesFolder.resolve(PROCESSES_FILE);
        Files.writeString(processes, "", StandardOpenOption.CREATE);
        Path script = Scripts.write("guard.sh", nodesFolder);
        Process guard = new ProcessBuilder("sh", script.toString(), processes.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Guard(processes, guard);
    }

    Path processesFile() {
        return processes;
    }

    /** Lets go of the pipe: the guard ends whatever node still lives, and itself. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(END_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                log.error("the guard process {} has not ended", guard.pid());
            }
        } catch (IOException e) {
            log.error("the guard process {} could not be told to end", guard.pid(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends nodes that earlier runs left behind, should their guard have been killed as well.
     *
     * @param results the folder of run folders
     * @return how many processes were ended
     */
    static int endLeftovers(Path results) throws IOException {
        if (!Files.isDirectory(results)) {
            return 0;
        }
        int ended = 0;
        try (Stream<Path> runs = Files.list(results)) {
            for (Path run : runs.toList()) {
                Path processes = run.resolve("nodes").resolve(PROCESSES_FILE);
                if (Files.isReadable(processes) && !harnessLives(run)) {
                    ended += end(Files.readAllLines(processes));
                    Files.deleteIfExists(processes);
                }
            }
        }
        return ended;
    }

    /** Notes which process runs the harness of a run folder, so that another harness leaves its nodes alone. */
    static void noteHarness(Path nodesFolder) throws IOException {
        long pid = ProcessHandle.current().pid();
        long start = ProcessStatus.of(pid).map(ProcessStatus::startTicks).orElse(0L);
        Files.writeString(nodesFolder.resolve("harness"), pid + " " + start + "\n");
    }

    /** Whether the process that {@link #noteHarness} noted for a run folder still runs. */
    static boolean harnessLives(Path run) throws IOException {
        Path harness = run.resolve("nodes").resolve("harness");
        return Files.isReadable(harness)
                && Files.readAllLines(harness).stream()
                        .anyMatch(line -> find(line).isPresent());
    }

    private static int end(List<String> lines) {
        List<ProcessStatus> living =
                lines.stream().flatMap(line -> find(line).stream()).toList();
        living.forEach(status -> ProcessHandle.of(status.pid()).ifPresent(ProcessHandle::destroyForcibly));
        return living.size();
    }

    /** The living process that a line of process id and start time names. */
    private static Optional<ProcessStatus> find(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 2 || !fields[0].matches("\\d{1,18}") || !fields[1].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessStatus.of(Long.parseLong(fields[0]))
                .filter(status -> status.startTicks() == Long.parseLong(fields[1]) && !status.isZombie());
    }
}
