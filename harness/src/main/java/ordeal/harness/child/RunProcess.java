package ordeal.harness.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ordeal.checker.evidence.RunFolder;
import ordeal.harness.program.ParentWatch;
import ordeal.harness.program.ProgramFiles;
import ordeal.harness.program.ThisProgram;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code ordeal run} in a process of its own, which ends with this one. When this process is told to end, the run ends its
 * cluster first. One run at a time.
 */
public final class RunProcess implements AutoCloseable {
    private static final long END_TIMEOUT_S = 40;
    private static final long DUMP_TIMEOUT_S = 5;

    private final ProgramFiles program = ProgramFiles.now();
    private final Path runs;
    private final List<String> jvmOptions;
    private final Thread hook = new Thread(this::stop, "ordeal-child-exit");
    private volatile boolean stopping;
    private volatile @Nullable Process running;

    /**
     * Nothing runs yet.
     *
     * @param runs where a run leaves its folder; it exists
     * @param jvmOptions by which it does so
     */
    public RunProcess(Path runs, List<String> jvmOptions) {
        this.runs = runs;
        this.jvmOptions = Stream.concat(jvmOptions.stream(), Stream.of(ParentWatch.JVM_OPTION))
                .toList();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Runs, and waits until the run has ended, in whatever way.
     *
     * @param arguments from {@code run} on
     * @param log gets what the process prints
     * @param boundMs after which it is taken to hang, and is ended
     * @throws InterruptedException when this process is told to end
     * @throws IOException when the process cannot be started or a file not be written at all, or the program was built anew since this was
     *     made, so that the run would be another program's: no other run would fare better
     */
    public EndedRun run(List<String> arguments, Path log, long boundMs) throws IOException, InterruptedException {
        program.requireUnchanged();
        Set<String> before = runFolders();
        long startedEpochMs = System.currentTimeMillis();
        long startedNanos = System.nanoTime();
        Process process = new ProcessBuilder(ThisProgram.command(jvmOptions, arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        running = process;
        if (stopping) {
            end(process); // The hook has looked before there was anything to end.
        }
        boolean inTime = process.waitFor(boundMs, TimeUnit.MILLISECONDS);
        if (!inTime) {
            dumpThreads(process);
            end(process);
        }
        running = null;
        if (stopping) {
            throw new InterruptedException("told to end");
        }
        program.requireUnchanged();
        long durationMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        Optional<RunFolder> run = newRunFolder(before).map(RunFolder::new);
        Ending ending = inTime
                ? Ending.of(process.exitValue(), run, log)
                : Ending.broke(
                        "it had not ended after %d s and was ended; the log's last lines show what its threads did"
                                .formatted(boundMs / 1_000));
        return new EndedRun(startedEpochMs, durationMs, run, ending.finding(), ending.broke());
    }

    /** Nothing runs any more. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook is doing its work.
        }
    }

    private void stop() {
        stopping = true;
        Process process = running;
        if (process != null) {
            end(process);
        }
    }

    /** Lets go of the process, which ends its cluster and itself; if it cannot, its cluster's guard ends the nodes. */
    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A JVM prints what its threads are doing when it gets SIGQUIT. */
    private static void dumpThreads(Process process) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(DUMP_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (IOException _) {
            // The run is told to end in any case.
        }
    }

    private Optional<Path> newRunFolder(Set<String> before) throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(path -> !Files.isSymbolicLink(path) && Files.isDirectory(path))
                    .filter(path -> !before.contains(path.getFileName().toString()))
                    .findFirst();
        }
    }

    private Set<String> runFolders() throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(HashSet::new));
        }
    }
}
