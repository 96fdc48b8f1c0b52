package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ordeal.harness.suite.Axis.Choice;

/** The cells of a suite: every matrix's axes multiplied, without what is excluded. */
final class Expansion {
    private static final int MAX_CELLS = 10_000;

    private Expansion() {}

    /**
     * All cells, in the order in which they run.
     *
     * @throws SuiteException when a matrix has none, a cell lacks something, or two cells are the same run
     */
    static List<Cell> cells(Suite suite) throws SuiteException {
        List<Cell> cells = new ArrayList<>();
        Map<List<String>, Cell> runs = new HashMap<>();
        for (Matrix matrix : suite.matrices()) {
            List<Cell> ofMatrix = cells(matrix);
            if (ofMatrix.isEmpty()) {
                throw SuiteException.at(
                        matrix.line(), "matrix '" + matrix.name() + "' has no cell: all of them are excluded");
            }
            for (Cell cell : ofMatrix) {
                Cell same = runs.put(
                        cell.options().stream()
                                .flatMap(OptionValue::arguments)
                                .sorted()
                                .toList(),
                        cell);
                if (same != null) {
                    throw SuiteException.at(
                            cell.line(), "cells %s and %s are the same run".formatted(same.id(), cell.id()));
                }
                cells.add(cell);
            }
        }
        return cells;
    }

    private static List<Cell> cells(Matrix matrix) throws SuiteException {
        long number = matrix.axes().stream()
                .mapToLong(axis -> axis.choices().size())
                .reduce(1, (a, b) -> Math.min(Math.multiplyExact(a, b), MAX_CELLS + 1L));
        if (number > MAX_CELLS) {
            throw SuiteException.at(
                    matrix.line(), "matrix '%s' has more than %d cells".formatted(matrix.name(), MAX_CELLS));
        }
        List<Map<String, Choice>> places = new ArrayList<>(List.of(Map.of()));
        for (Axis axis : matrix.axes()) {
            places = places.stream()
                    .flatMap(place -> axis.choices().stream().map(choice -> with(place, axis.name(), choice)))
                    .toList();
        }
        List<Cell> cells = new ArrayList<>();
        for (Map<String, Choice> place : places) {
            if (matrix.exclusions().stream().noneMatch(exclusion -> fits(exclusion, place))) {
                cells.add(cell(matrix, place));
            }
        }
        return cells;
    }

    private static Map<String, Choice> with(Map<String, Choice> place, String axis, Choice choice) {
        Map<String, Choice> more = new LinkedHashMap<>(place);
        more.put(axis, choice);
        return more;
    }

    private static boolean fits(Map<String, Set<String>> exclusion, Map<String, Choice> place) {
        return exclusion.entrySet().stream().allMatch(part -> {
            Choice choice = place.get(part.getKey());
            return choice != null && part.getValue().contains(choice.label());
        });
    }

    private static Cell cell(Matrix matrix, Map<String, Choice> place) throws SuiteException {
        Map<String, String> coordinates = new LinkedHashMap<>();
        place.forEach((axis, choice) -> coordinates.put(axis, choice.label()));
        String id = coordinates.isEmpty()
                ? matrix.name()
                : matrix.name() + "/"
                        + coordinates.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(","));
        List<OptionValue> options = options(matrix, place, id);
        if (options.stream().noneMatch(option -> option.name().equals(DrawnSeeds.OPTION))) {
            throw SuiteException.at(
                    matrix.line(),
                    "cell %s has no seed: give it 'seed: 1', or 'seed: drawn' for one that is drawn when the suite begins"
                            .formatted(id));
        }
        return new Cell(
                id,
                matrix.name(),
                coordinates,
                options,
                expectation(matrix, place, id),
                matrix.needsDocker(),
                matrix.line());
    }

    /** A choice's options take the place of the matrix's; two choices must not contradict each other. */
    private static List<OptionValue> options(Matrix matrix, Map<String, Choice> place, String id)
            throws SuiteException {
        Map<String, OptionValue> chosen = new LinkedHashMap<>();
        for (Choice choice : place.values()) {
            for (OptionValue option : choice.options()) {
                if (chosen.put(option.name(), option) != null) {
                    throw SuiteException.at(
                            option.line(), "two axes of cell %s set option '%s'".formatted(id, option.name()));
                }
            }
        }
        Map<String, OptionValue> options = new LinkedHashMap<>();
        matrix.options().forEach(option -> options.put(option.name(), option));
        options.putAll(chosen);
        return List.copyOf(options.values());
    }

    private static Expectation expectation(Matrix matrix, Map<String, Choice> place, String id) throws SuiteException {
        List<Expectation> chosen = place.values().stream()
                .map(Choice::expectation)
                .flatMap(Optional::stream)
                .toList();
        if (chosen.size() > 1) {
            throw SuiteException.at(matrix.line(), "two axes of cell " + id + " say what to expect");
        }
        return chosen.stream()
                .findFirst()
                .or(matrix::expectation)
                .orElseThrow(() -> SuiteException.at(
                        matrix.line(), "cell " + id + " expects nothing: give its matrix an 'expect', such as valid"));
    }
}
