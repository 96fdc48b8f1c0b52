package ordeal.harness.cluster.docker;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a node's Java process has been running, as the kernel tells. */
final class ClockAge {
    /** For each Java process with the library of false clocks: how long the machine runs, when the process was started, and ticks a second. */
    static final String SCRIPT = """
            for process in /proc/[0-9]*; do
              if grep -qs /libjvm.so "$process/maps" && grep -qs /libfaketime "$process/maps"; then
                read -r stat < "$process/stat"
                read -r uptime _ < /proc/uptime
                set -- ${stat##*) }
                shift 19
                echo "uptime=$uptime start=$1 ticks=$(getconf CLK_TCK)"
              fi
            done
            """;

    private static final Pattern LINE = Pattern.compile("uptime=([0-9.]+) start=(\\d+) ticks=(\\d+)");
    private static final double MS_PER_SECOND = 1000;

    private ClockAge() {}

    /** The age of the first such process, in milliseconds; empty when there is none. */
    static OptionalLong parse(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.find()) {
            return OptionalLong.empty();
        }
        double seconds = Double.parseDouble(line.group(1))
                - Double.parseDouble(line.group(2)) / Double.parseDouble(line.group(3));
        return OptionalLong.of(Math.round(seconds * MS_PER_SECOND));
    }
}
