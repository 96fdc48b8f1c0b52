package ordeal.harness.report.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as the page writes them. */
public final class Words {
    private static final double NANOS_PER_MS = 1e6;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private Words() {}

    /** A count with separators: {@code 31,509}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count and what is counted: {@code 1 fault}, {@code 9 faults}. */
    public static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    /** A count and what is counted, for a word with a plural of its own. */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** A length of time: {@code 0.4 ms}, {@code 43 ms}, {@code 4.34 s}, {@code 2 min 5 s}, {@code 4 h 3 min}. */
    public static String time(long nanos) {
        double ms = nanos / NANOS_PER_MS;
        if (nanos == 0) {
            return "0 ms";
        }
        if (Math.abs(ms) < 9.95) {
            return format("%.1f ms", ms);
        }
        if (Math.abs(ms) < 999.5) {
            return format("%.0f ms", ms);
        }
        if (Math.abs(ms) < 99_950) {
            return format(Math.abs(ms) < 9_995 ? "%.2f s" : "%.1f s", ms / 1000);
        }
        long seconds = Math.round(ms / 1000);
        return seconds < SECONDS_PER_HOUR
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / SECONDS_PER_HOUR + " h " + seconds % SECONDS_PER_HOUR / 60 + " min";
    }

    /** A moment on the run's clock: {@code 26.987 s}. */
    public static String at(long nanos) {
        return format("%.3f s", nanos / NANOS_PER_MS / 1000);
    }

    /** A wall clock in UTC. */
    public static String wallClock(long epochMs) {
        return WALL.format(Instant.ofEpochMilli(epochMs).atOffset(ZoneOffset.UTC));
    }

    /** A size: {@code 976 bytes}, {@code 1.0 MiB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return count(bytes, "byte");
        }
        return bytes < 1024 * 1024 ? format("%.1f KiB", bytes / 1024.0) : format("%.1f MiB", bytes / 1024.0 / 1024.0);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
