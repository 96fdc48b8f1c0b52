package ordeal.harness.cluster.docker;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import ordeal.nemesis.port.InjectionException;

/**
 * How fast a node's clock runs: two readings of it by one process, each between two readings of the true clock.
 *
 * @param first the first reading, true before, false, true after, in microseconds
 * @param second the second, about a second later
 */
record ClockRate(Bracket first, Bracket second) {
    /** One process must take both readings: a false clock that drifts counts from its process's start. */
    static final String SCRIPT = """
            exec bash -c '
              reading() {
                before=$(env -u LD_PRELOAD date +%s%6N)
                now=$EPOCHREALTIME
                echo "$before ${now/[.,]/} $(env -u LD_PRELOAD date +%s%6N)"
              }
              reading
              env -u LD_PRELOAD sleep 1
              reading
            '
            """;

    private static final Pattern LINES = Pattern.compile("\\R");
    private static final double PERCENT = 100;
    private static final double US_PER_MS = 1000;

    /** A reading of the clock, in microseconds, between two of the true one. */
    record Bracket(long trueBeforeUs, long nodeUs, long trueAfterUs) {
        private static Bracket parse(String line) {
            List<Long> numbers =
                    Pattern.compile(" ").splitAsStream(line).map(Long::valueOf).toList();
            return new Bracket(numbers.get(0), numbers.get(1), numbers.get(2));
        }
    }

    /** Reads what the script wrote. */
    static ClockRate parse(String text) {
        try {
            List<String> lines = LINES.splitAsStream(text.strip()).toList();
            return new ClockRate(Bracket.parse(lines.get(0)), Bracket.parse(lines.get(1)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new InjectionException("a clock could not be read twice: " + text, e);
        }
    }

    /** Whether so much gain is possible by these readings, and none is not. */
    boolean proves(int percent) {
        boolean possible = leastGain() <= percent + 1 && percent - 1 <= mostGain();
        return possible && (percent > 0 ? leastGain() > 0 : mostGain() < 0);
    }

    /** In words. */
    String words() {
        return String.format(
                Locale.ROOT,
                "a clock beside it went on by %.1f ms in %.1f to %.1f ms",
                nodeUs() / US_PER_MS,
                leastTrueUs() / US_PER_MS,
                mostTrueUs() / US_PER_MS);
    }

    private double leastGain() {
        return ((double) nodeUs() / mostTrueUs() - 1) * PERCENT;
    }

    private double mostGain() {
        return ((double) nodeUs() / leastTrueUs() - 1) * PERCENT;
    }

    private long nodeUs() {
        return second.nodeUs() - first.nodeUs();
    }

    private long leastTrueUs() {
        return second.trueBeforeUs() - first.trueAfterUs();
    }

    private long mostTrueUs() {
        return second.trueAfterUs() - first.trueBeforeUs();
    }
}
