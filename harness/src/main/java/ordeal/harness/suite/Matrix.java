package ordeal.harness.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A matrix of a suite's file.
 *
 * @param line where it begins
 * @param expectation what its cells expect, where no choice says otherwise
 * @param needsDocker whether its cells are left out where no Docker engine answers
 * @param options of every cell; a choice's own win
 * @param axes in the order in which cells vary, the last one first
 * @param exclusions parts of cells' coordinates, each axis with the labels that are meant; a cell that fits one is none
 */
record Matrix(
        String name,
        int line,
        Optional<Expectation> expectation,
        boolean needsDocker,
        List<OptionValue> options,
        List<Axis> axes,
        List<Map<String, Set<String>>> exclusions) {
    Matrix {
        options = List.copyOf(options);
        axes = List.copyOf(axes);
        exclusions = List.copyOf(exclusions);
    }
}
