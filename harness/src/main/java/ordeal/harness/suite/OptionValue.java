package ordeal.harness.suite;

import java.util.List;
import java.util.stream.Stream;

/**
 * An option of {@code ordeal run} with what it is set to.
 *
 * @param name without dashes
 * @param values one, or several for an option that can be repeated
 * @param line where the suite's file says so
 */
record OptionValue(String name, List<String> values, int line) {
    OptionValue {
        values = List.copyOf(values);
    }

    /** As the command line has it. */
    Stream<String> arguments() {
        return values.stream().map(value -> "--" + name + "=" + value);
    }
}
