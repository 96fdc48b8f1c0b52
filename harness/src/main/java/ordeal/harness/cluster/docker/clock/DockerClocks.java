package ordeal.harness.cluster.docker.clock;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import ordeal.harness.cluster.docker.disk.DiskEngine;
import ordeal.harness.cluster.docker.disk.DiskKeeper;
import ordeal.harness.cluster.docker.disk.DiskShell;
import ordeal.harness.cluster.docker.disk.DiskWorkshop;
import ordeal.nemesis.port.ClockControl;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;

/** The nodes' wall clocks, which libfaketime shows their processes. A process sees a change within two seconds. */
public final class DockerClocks implements ClockControl {
    /** Ends a drift of the clock in $1, if there is one, and writes $2. The line appears as a whole: a reader never finds an empty file. */
    private static final String WRITE = """
            if [ -e "$1.drift" ]; then
              kill "$(cat "$1.drift")"
              rm "$1.drift"
            fi
            printf '%s\\n' "$2" > "$1.new" && chmod 644 "$1.new" && mv "$1.new" "$1"
            """;

    /**
     * Lets the clock in $1 gain $2 percent, a step every $3 seconds, until it is written. The library has rates of its own, and with any of
     * them but 1 it breaks every timed wait of a JVM.
     */
    private static final String DRIFT = """
            start=$(date +%s%3N)
            (
              while sleep "$3"; do
                gained=$(( ($(date +%s%3N) - start) * $2 / 100 ))
                sign=+
                if [ "$gained" -lt 0 ]; then
                  sign=-
                  gained=$((-gained))
                fi
                printf '%s%d.%03d\\n' "$sign" $((gained / 1000)) $((gained % 1000)) > "$1.drifting"
                chmod 644 "$1.drifting" && mv "$1.drifting" "$1"
              done
            ) > /dev/null 2>&1 &
            echo $! > "$1.drift"
            """;

    private static final String STEP_SECONDS = "0.25";
    private static final long STEP_MS = 250;
    private static final long DRIFT_READING_MS = 1_000;
    private static final long SLACK_MS = 20;

    private final DiskEngine engine;
    private final DiskShell workshop;
    private final Function<Node, String> containerOf;

    private DockerClocks(DiskWorkshop workshop, Function<Node, String> containerOf) {
        this.engine = workshop.engine();
        this.workshop = workshop.shell();
        this.containerOf = containerOf;
    }

    /**
     * Gives each node a true clock, before the nodes are started.
     *
     * @param containerOf the container of a node
     */
    public static DockerClocks open(DiskWorkshop workshop, Collection<Node> nodes, Function<Node, String> containerOf)
            throws InterruptedException {
        DockerClocks clocks = new DockerClocks(workshop, containerOf);
        for (Node node : nodes) {
            clocks.restore(node);
        }
        return clocks;
    }

    @Override
    public Receipt shift(Node node, long offsetMs) throws InterruptedException {
        write(node, ClockFile.off(offsetMs));
        ClockReading reading = reading(node);
        if (!reading.isOffBy(offsetMs, SLACK_MS)) {
            throw new InjectionException("the clock of %s should be off by %d ms and is off by %d ms"
                    .formatted(node, offsetMs, reading.offsetMs()));
        }
        return new Receipt(
                "%s of %s has libfaketime mapped; by it, a process beside it reads a clock that is off by %d ms"
                        .formatted(reading.machinesInWords(), node, reading.offsetMs()));
    }

    @Override
    public Receipt drift(Node node, int percent) throws InterruptedException {
        reading(node); // with no process to prove it, nothing is changed
        restore(node);
        workshop.output(
                "let the clock of " + node + " drift",
                DRIFT,
                DiskKeeper.CLOCKS + "/" + node,
                Integer.toString(percent),
                STEP_SECONDS);
        ClockReading first = reading(node);
        TimeUnit.MILLISECONDS.sleep(DRIFT_READING_MS);
        ClockRate rate = new ClockRate(first, reading(node));
        if (!rate.proves(percent, STEP_MS)) {
            throw new InjectionException(
                    "the clock of %s should gain %d percent; %s".formatted(node, percent, rate.words()));
        }
        return new Receipt(
                "%s of %s has libfaketime mapped; by it, %s".formatted(first.machinesInWords(), node, rate.words()));
    }

    @Override
    public void restore(Node node) throws InterruptedException {
        write(node, ClockFile.exact());
    }

    private ClockReading reading(Node node) throws InterruptedException {
        DiskShell shell = new DiskShell(engine, containerOf.apply(node));
        ClockReading reading = ClockReading.parse(shell.output("read the clock of " + node, ClockReading.SCRIPT));
        if (reading.machines().isEmpty()) {
            throw withoutJava(node);
        }
        return reading;
    }

    private static InjectionException withoutJava(Node node) {
        return new InjectionException(
                "no Java process of " + node + " has libfaketime mapped, so its clock cannot be moved");
    }

    private void write(Node node, String line) throws InterruptedException {
        workshop.output("set the clock of " + node, WRITE, DiskKeeper.CLOCKS + "/" + node, line);
    }
}
