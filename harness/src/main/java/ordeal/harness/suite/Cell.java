package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a suite, and what it must come to.
 *
 * @param id the matrix and the place in it, such as {@code random/system=reference,seed=1}
 * @param matrix the matrix's name
 * @param coordinates each axis with the label of its choice
 * @param options what the run is told; among them one seed
 * @param needsDocker whether it is left out where no Docker engine answers
 * @param line where its matrix begins in the suite's file
 */
record Cell(
        String id,
        String matrix,
        Map<String, String> coordinates,
        List<OptionValue> options,
        Expectation expectation,
        boolean needsDocker,
        int line) {
    Cell {
        coordinates = Collections.unmodifiableMap(new LinkedHashMap<>(coordinates));
        options = List.copyOf(options);
    }

    /** The cell's command line, from {@code run} on. */
    List<String> arguments(DrawnSeeds seeds) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        options.stream().map(seeds::resolve).flatMap(OptionValue::arguments).forEach(arguments::add);
        return arguments;
    }
}
