package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A process as the kernel shows it in {@code /proc/PID/stat}.
 *
 * @param pid its id
 * @param state its state: R running, S sleeping, T stopped, Z zombie, and others
 * @param startTicks when it started, in clock ticks since boot: with the id it names one process for ever
 */
record ProcessStatus(long pid, char state, long startTicks) {
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final int STATE_FIELD = 0;
    private static final int START_FIELD = 19;

    /** The status of a process; empty when there is none of this id. */
    static Optional<ProcessStatus> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The command name in parentheses may hold blanks: fields are counted from behind it.
            List<String> fields = BLANKS.splitAsStream(
                            stat.substring(stat.lastIndexOf(')') + 2).strip())
                    .toList();
            return Optional.of(
                    new ProcessStatus(pid, fields.get(STATE_FIELD).charAt(0), Long.parseLong(fields.get(START_FIELD))));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    boolean isStopped() {
        return state == 'T';
    }

    boolean isZombie() {
        return state == 'Z';
    }
}
