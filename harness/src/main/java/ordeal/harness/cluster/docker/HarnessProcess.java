package ordeal.harness.cluster.docker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that runs clusters. What it made is labelled with it, so that others can tell whether anybody still wants it.
 *
 * @param machine the machine it runs on
 * @param pid its id
 * @param startedAtMs when it started, which tells it from a later one of the same id
 */
public record HarnessProcess(String machine, long pid, long startedAtMs) {
    private static final Pattern LABEL = Pattern.compile("(.+)/(\\d{1,18})/(\\d{1,18})");

    /** This process. */
    static HarnessProcess self() {
        return of(ProcessHandle.current());
    }

    /** A living process of this machine. */
    static HarnessProcess of(ProcessHandle process) {
        return new HarnessProcess(thisMachine(), process.pid(), startMs(process));
    }

    /** Reads a label; empty when it is none of ours. */
    static Optional<HarnessProcess> parse(String label) {
        Matcher parts = LABEL.matcher(label);
        return parts.matches()
                ? Optional.of(new HarnessProcess(
                        parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    /** As a label's value. */
    String label() {
        return machine + "/" + pid + "/" + startedAtMs;
    }

    /** Whether it ran on this machine and does not any more. Of another machine nobody here can tell. */
    boolean isGone() {
        return machine.equals(thisMachine())
                && ProcessHandle.of(pid)
                        .filter(process -> startMs(process) == startedAtMs)
                        .isEmpty();
    }

    private static long startMs(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unknown";
        }
    }
}
