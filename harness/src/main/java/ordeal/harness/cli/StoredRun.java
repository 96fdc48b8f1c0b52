package ordeal.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import ordeal.checker.evidence.RunFolder;
import picocli.CommandLine;

/** The run that a command line names. */
final class StoredRun {
    private StoredRun() {}

    /**
     * Its folder.
     *
     * @param run the folder, or its name below {@code results/}
     * @throws CommandLine.ParameterException when there is no run
     */
    static RunFolder named(String run, CommandLine command) {
        for (Path candidate : new Path[] {Path.of(run), Home.results().resolve(run)}) {
            if (Files.isReadable(new RunFolder(candidate).runFile())) {
                return new RunFolder(candidate.toAbsolutePath().normalize());
            }
        }
        throw new CommandLine.ParameterException(
                command,
                "'%s' is no run folder: there is no readable run.json in it. Give the folder of a run, or its name below %s ('latest' is the newest)."
                        .formatted(run, Home.results()));
    }
}
