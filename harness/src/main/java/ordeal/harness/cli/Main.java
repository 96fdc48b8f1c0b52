package ordeal.harness.cli;

import java.io.PrintWriter;
import java.util.Locale;
import ordeal.harness.artifact.ArtifactException;
import ordeal.harness.artifact.Versions;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.program.ParentWatch;
import ordeal.harness.program.ProgramChangedException;
import ordeal.harness.shrink.ShrinkException;
import ordeal.harness.suite.SuiteException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code ordeal}. */
@Command(
        name = "ordeal",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "A verification harness for Kafka-like brokers: it starts a cluster, drives it with stock clients, injects faults,",
            "and judges from evidence whether one controller ruled, no acknowledged record was lost, and the ISR was correct."
        },
        footer = {
            "",
            "Exit codes: 0 valid, 1 invalid, 2 unknown, 64 wrong usage, 70 could not run.",
            "Start with: ordeal run"
        },
        subcommands = {
            RunCommand.class,
            SuiteCommand.class,
            ShrinkCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            BugsCommand.class,
            FaultsCommand.class,
            BenchCommand.class,
            ClusterCommand.class,
            BrokerCommand.class
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // A verdict is the same bytes wherever it is made.
        ParentWatch.startIfAsked(ExitCode.COULD_NOT_RUN);
        System.exit(execute(commandLine(), arguments));
    }

    /** An exit code of 1 is a verdict, so what the JVM itself fails with must not end in it. */
    static int execute(CommandLine command, String... arguments) {
        try {
            return command.execute(arguments);
        } catch (Error e) {
            command.getErr().println("Something broke that should not: " + e);
            return ExitCode.COULD_NOT_RUN;
        }
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::couldNotRun);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command? See below.");
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println(e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            e.getCommandLine().usage(err);
        }
        return ExitCode.USAGE;
    }

    private static int couldNotRun(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        switch (e) {
            case SuiteException wrong -> {
                command.getErr().println(wrong.getMessage());
                return ExitCode.USAGE;
            }
            case ClusterException _, ArtifactException _, ShrinkException _, ProgramChangedException _ ->
                command.getErr().println(e.getMessage());
            default -> {
                command.getErr().println("Something broke that should not: " + e);
                LoggerFactory.getLogger(Main.class).error("command failed", e);
            }
        }
        return ExitCode.COULD_NOT_RUN;
    }

    /** Says which version this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ordeal " + Versions.of("ordeal")};
        }
    }
}
