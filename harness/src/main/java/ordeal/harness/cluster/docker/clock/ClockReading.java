package ordeal.harness.cluster.docker.clock;

import java.util.List;
import java.util.stream.Collectors;
import ordeal.nemesis.port.InjectionException;

/**
 * A node's wall clock, read by a process in its container that has the same environment, between two readings of the true clock.
 *
 * @param trueBeforeMs the machine's clock before
 * @param nodeMs the node's
 * @param trueAfterMs the machine's clock after
 * @param machines ids, in the container, of the Java processes that have the library of false clocks mapped
 */
record ClockReading(long trueBeforeMs, long nodeMs, long trueAfterMs, List<Integer> machines) {
    /** Needs the library of false clocks in its own environment. */
    static final String SCRIPT = """
            echo "true $(env -u LD_PRELOAD date +%s%3N)"
            echo "node $(date +%s%3N)"
            echo "true $(env -u LD_PRELOAD date +%s%3N)"
            for process in /proc/[0-9]*; do
              if grep -qs /libjvm.so "$process/maps" && grep -qs /libfaketime "$process/maps"; then
                echo "machine ${process#/proc/}"
              fi
            done
            """;

    private static final int TRUE_READINGS = 2;

    ClockReading {
        machines = List.copyOf(machines);
    }

    /** Reads what the script wrote. */
    static ClockReading parse(String text) {
        try {
            List<Long> trueMs = numbers(text, "true");
            List<Long> nodeMs = numbers(text, "node");
            if (trueMs.size() == TRUE_READINGS && nodeMs.size() == 1) {
                return new ClockReading(
                        trueMs.getFirst(),
                        nodeMs.getFirst(),
                        trueMs.getLast(),
                        numbers(text, "machine").stream().map(Long::intValue).toList());
            }
        } catch (NumberFormatException e) {
            throw new InjectionException("a clock could not be read: " + text, e);
        }
        throw new InjectionException("a clock could not be read: " + text);
    }

    /** Whether the clock is off by so much, as far as two readings around it can tell. */
    boolean isOffBy(long offsetMs, long slackMs) {
        return nodeMs >= trueBeforeMs + offsetMs - slackMs && nodeMs <= trueAfterMs + offsetMs + slackMs;
    }

    /** How far it is off, give or take half of what the reading took. */
    long offsetMs() {
        return nodeMs - (trueBeforeMs + trueAfterMs) / 2;
    }

    /** Those Java processes in words. */
    String machinesInWords() {
        return machines.stream().map(id -> "process " + id).collect(Collectors.joining(", "));
    }

    private static List<Long> numbers(String text, String word) {
        return text.lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> Long.parseLong(line.substring(word.length() + 1).strip()))
                .toList();
    }
}
