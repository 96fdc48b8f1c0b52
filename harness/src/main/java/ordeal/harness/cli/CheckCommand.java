package ordeal.harness.cli;

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
        RunFolder folder = StoredRun.named(run, spec.commandLine());
        if (RunTrim.isTrimmed(folder)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "'" + run + "' was one of many runs, and its evidence was not kept: it cannot be judged again");
        }
        return Judging.judge(folder, spec.commandLine().getOut()).exitCode();
    }
}
