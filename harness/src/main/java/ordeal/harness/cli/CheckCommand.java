package ordeal.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import ordeal.checker.evidence.RunFolder;
import ordeal.harness.child.RunTrim;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ordeal check}: judges a stored run again. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Judges a stored run again, from its folder alone: no cluster, no network.",
            "The same folder always gives the same verdict.json."
        },
        footer = {"", "Exit codes: 0 valid, 1 invalid, 2 unknown, 64 wrong usage, 70 could not run."})
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN",
            description = "The run folder, or its name below results/ ('latest' is the newest).")
    private String run;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RunFolder folder = new RunFolder(find());
        if (RunTrim.isTrimmed(folder)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "'" + run
                            + "' came out as was expected, so its evidence was not kept and it cannot be judged again");
        }
        return Judging.judge(folder, spec.commandLine().getOut()).exitCode();
    }

    private Path find() {
        for (Path candidate : new Path[] {Path.of(run), Home.results().resolve(run)}) {
            if (Files.isReadable(new RunFolder(candidate).runFile())) {
                return candidate.toAbsolutePath().normalize();
            }
        }
        throw new CommandLine.ParameterException(
                spec.commandLine(), "'" + run + "' is no run folder: there is no readable run.json in it");
    }
}
