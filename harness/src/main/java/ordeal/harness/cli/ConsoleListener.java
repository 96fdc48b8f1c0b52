package ordeal.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import ordeal.checker.history.Phase;
import ordeal.harness.run.RunListener;
import ordeal.harness.run.RunStatus;
import ordeal.nemesis.port.ClusterState;

/** Shows a run as it goes on: one line that is rewritten on a terminal, a plain line every few seconds in a pipe. */
final class ConsoleListener implements RunListener {
    private static final long PIPE_INTERVAL_MS = 5_000;

    private final PrintWriter out;
    private final boolean terminal;
    private long lastPrintedMs = -PIPE_INTERVAL_MS;
    private long lastStatusMs;
    private long lastAcknowledged;
    private double rate;
    private boolean lineOpen;

    ConsoleListener(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void message(String text) {
        closeLine();
        out.println(text);
        out.flush();
    }

    @Override
    public void folder(Path folder) {
        message("run folder: " + folder);
    }

    @Override
    public void phase(Phase phase) {
        message("-- " + words(phase));
    }

    @Override
    public synchronized void status(RunStatus status) {
        if (status.elapsedMs() - lastStatusMs >= 1_000) {
            rate = (status.acknowledged() - lastAcknowledged) * 1_000.0 / (status.elapsedMs() - lastStatusMs);
            lastStatusMs = status.elapsedMs();
            lastAcknowledged = status.acknowledged();
        }
        if (terminal) {
            out.print("\r\u001b[K" + line(status));
            out.flush();
            lineOpen = true;
        } else if (status.elapsedMs() - lastPrintedMs >= PIPE_INTERVAL_MS) {
            out.println(line(status));
            out.flush();
            lastPrintedMs = status.elapsedMs();
        }
    }

    private void closeLine() {
        if (lineOpen) {
            out.println();
            lineOpen = false;
        }
    }

    private String line(RunStatus status) {
        return String.format(
                Locale.ROOT,
                "%3d s %-8s %4.0f acks/s, %d acked, %d open, %d failed | %s | %s",
                status.elapsedMs() / 1_000,
                words(status.phase()),
                rate,
                status.acknowledged(),
                status.indeterminate(),
                status.failed(),
                cluster(status.cluster()),
                status.currentFaults().isEmpty()
                        ? "no fault, " + status.injectedFaults() + " so far"
                        : String.join("; ", status.currentFaults()));
    }

    private static String cluster(ClusterState state) {
        String leaders = state.partitions().values().stream()
                .map(partition -> word(partition.leader()))
                .collect(Collectors.joining());
        String isr = state.partitions().values().stream()
                .map(partition -> Integer.toString(partition.isr().size()))
                .collect(Collectors.joining());
        return "controller %s, leaders %s, ISR %s%s"
                .formatted(word(state.controller()), leaders, isr, state.current() ? "" : " (ZooKeeper silent)");
    }

    private static String word(OptionalInt broker) {
        return broker.isPresent() ? Integer.toString(broker.getAsInt()) : "-";
    }

    private static String words(Phase phase) {
        return switch (phase) {
            case WARM_UP -> "warm-up";
            case FAULTS -> "faults";
            case RECOVERY -> "recovery";
            case FINAL_READS -> "final reads";
            case COLLECTION -> "collection";
            case ENDED -> "ended";
        };
    }
}
