package ordeal.harness.suite;

import java.util.List;
import java.util.Optional;

/**
 * One dimension of a matrix.
 *
 * @param name an option's name, or a word for what its choices bundle
 * @param choices at least one, each with a label of its own
 */
record Axis(String name, List<Choice> choices) {
    Axis {
        choices = List.copyOf(choices);
    }

    /**
     * One place on the axis.
     *
     * @param label what it is called in the cells' names
     * @param expectation what cells here expect; empty when the matrix says it
     */
    record Choice(String label, List<OptionValue> options, Optional<Expectation> expectation) {
        Choice {
            options = List.copyOf(options);
        }
    }
}
