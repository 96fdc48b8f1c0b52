package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.harness.child.ShellWords;

/**
 * A cell as {@code suite.json} has it.
 *
 * @param id the cell's name, unique in the suite
 * @param coordinates each axis with the label of the cell's choice
 * @param arguments its command line, from {@code run} on
 * @param expected what it must come to, in words
 * @param times how long it takes
 * @param reason why it is not met; empty when it is, or is still to be run
 * @param attempts its runs, in order
 */
public record CellState(
        String id,
        String matrix,
        Map<String, String> coordinates,
        List<String> arguments,
        String expected,
        CellTimes times,
        CellStatus status,
        String reason,
        List<Attempt> attempts) {
    public CellState {
        coordinates = Collections.unmodifiableMap(new LinkedHashMap<>(coordinates));
        arguments = List.copyOf(arguments);
        attempts = List.copyOf(attempts);
    }

    /** The same cell, come further. */
    CellState with(CellStatus newStatus, String newReason) {
        return new CellState(id, matrix, coordinates, arguments, expected, times, newStatus, newReason, attempts);
    }

    /** The same cell after another run. */
    CellState after(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt);
        return new CellState(id, matrix, coordinates, arguments, expected, times, status, reason, more);
    }

    /** The run that counts. */
    public Optional<Attempt> last() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    /** The verdict of the run that counts, or the status when there is none. */
    public String verdict() {
        return last().map(Attempt::finding)
                .map(finding -> finding.verdict().word())
                .orElseGet(() -> attempts.isEmpty() ? "none" : "unknown");
    }

    /** How long all its runs took together. */
    public long durationMs() {
        return attempts.stream().mapToLong(Attempt::durationMs).sum();
    }

    /** The value of an option, as it was given. */
    public Optional<String> option(String name) {
        String prefix = "--" + name + "=";
        return arguments.stream()
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length()))
                .findFirst();
    }

    /** What somebody types to repeat it. */
    public String command() {
        return ShellWords.join("./ordeal", arguments);
    }
}
