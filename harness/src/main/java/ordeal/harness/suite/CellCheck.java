package ordeal.harness.suite;

import java.util.List;

/** Whether the arguments of a cell are those of a run. Nothing is started for it. */
@FunctionalInterface
public interface CellCheck {
    /**
     * How long the run will take.
     *
     * @param arguments from {@code run} on
     * @throws IllegalArgumentException when there can be no such run; the message names the option
     */
    CellTimes check(List<String> arguments);
}
