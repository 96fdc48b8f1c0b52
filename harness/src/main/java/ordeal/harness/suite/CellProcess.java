package ordeal.harness.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import ordeal.checker.evidence.RunFolder;
import ordeal.harness.child.EndedRun;
import ordeal.harness.child.RunProcess;

/** Runs each cell in a process of its own, which ends with this one. */
public final class CellProcess implements CellRunner, AutoCloseable {
    private final SuiteFolder folder;
    private final RunProcess process;

    /**
     * Nothing runs yet.
     *
     * @param jvmOptions by which a cell's process leaves its run folder in {@link SuiteFolder#runs}
     */
    public CellProcess(SuiteFolder folder, List<String> jvmOptions) {
        this.folder = folder;
        this.process = new RunProcess(folder.runs(), jvmOptions);
    }

    @Override
    public Attempt run(CellState cell, int number, int attempt, long boundMs) throws IOException, InterruptedException {
        Path log = folder.logs().resolve("%03d-%s-%d.log".formatted(number, fileName(cell.id()), attempt));
        EndedRun ended = process.run(cell.arguments(), log, boundMs);
        return new Attempt(
                ended.startedEpochMs(),
                ended.durationMs(),
                folder.relative(log),
                ended.folder().map(RunFolder::root).map(folder::relative).orElse(null),
                ended.finding(),
                ended.broke());
    }

    /** Nothing runs any more. */
    @Override
    public void close() {
        process.close();
    }

    private static String fileName(String id) {
        String name = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        return name.length() <= 100 ? name : name.substring(0, 100);
    }
}
