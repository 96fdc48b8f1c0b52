package ordeal.harness.cli;

import java.util.List;
import ordeal.harness.suite.CellCheck;
import ordeal.harness.suite.CellTimes;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a cell's arguments as {@code ordeal run} would, and starts nothing. */
final class RunCheck implements CellCheck {
    @Override
    public CellTimes check(List<String> arguments) {
        RunCommand run = new RunCommand();
        try {
            new CommandLine(run)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
            return run.times();
        } catch (UnmatchedArgumentException e) {
            List<String> similar = e.getSuggestions();
            throw new IllegalArgumentException(
                    e.getMessage() + (similar.isEmpty() ? "" : " (perhaps " + String.join(" or ", similar) + ")"), e);
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
