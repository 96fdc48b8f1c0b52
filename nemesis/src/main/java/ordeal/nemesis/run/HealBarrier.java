package ordeal.nemesis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.NemesisClock;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.ProcessControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undoes everything that the nemesis has done and not undone: opens links, mends disks, resumes, restores clocks, starts, waits
 * until all live.
 */
final class HealBarrier {
    private static final Logger LOG = LoggerFactory.getLogger(HealBarrier.class);
    private static final long ALIVE_LIMIT_NANOS = 30_000_000_000L;

    private final NodeLedger nodes;
    private final LinkLedger links;
    private final ActionPerformer performer;
    private final ProcessControl processes;
    private final NemesisClock clock;
    private final BiConsumer<Node, DiskLoss> lost;

    /**
     * The barrier of a run.
     *
     * @param lost told what a disk lost that failed until the end
     */
    HealBarrier(
            NodeLedger nodes,
            LinkLedger links,
            ActionPerformer performer,
            ProcessControl processes,
            NemesisClock clock,
            BiConsumer<Node, DiskLoss> lost) {
        this.nodes = nodes;
        this.links = links;
        this.performer = performer;
        this.processes = processes;
        this.clock = clock;
        this.lost = lost;
    }

    /**
     * What the barrier could not bring about.
     *
     * @param unhealed what could not be undone: the injection's own failure
     * @param notAlive nodes that were started and did not stay alive: theirs
     */
    record Problems(List<String> unhealed, List<String> notAlive) {}

    /** Returns what could not be undone; one thing that breaks does not keep the others from being undone. */
    Problems healEverything() throws InterruptedException {
        List<String> problems = new ArrayList<>();
        List<String> notAlive = new ArrayList<>();
        attempt("open all links", links::releaseAll, problems);
        for (Node node : nodes.diskSpoilt()) {
            attempt("mend the disk of " + node, () -> mendDisk(node), problems);
        }
        Set<Node> started = new TreeSet<>(nodes.down());
        for (Node node : nodes.paused()) {
            attempt("resume " + node, () -> performer.resume(node), problems);
        }
        for (Node node : nodes.clockShifted()) {
            attempt("restore the clock of " + node, () -> performer.restoreClock(node), problems);
        }
        for (Node node : started) {
            attempt("start " + node, () -> performer.start(node), problems);
        }
        for (Node node : started) {
            attempt("see alive " + node, () -> awaitAlive(node), notAlive);
        }
        return new Problems(problems, notAlive);
    }

    private void mendDisk(Node node) throws InterruptedException {
        lost.accept(node, performer.mendDisk(node));
        performer.noteDeath(node);
    }

    private void awaitAlive(Node node) throws InterruptedException {
        long deadlineNanos = clock.nowNanos() + ALIVE_LIMIT_NANOS;
        while (processes.death(node).isPresent()) {
            if (clock.nowNanos() >= deadlineNanos) {
                throw new IllegalStateException("still dead after %d s".formatted(ALIVE_LIMIT_NANOS / 1_000_000_000L));
            }
            clock.await(() -> false, clock.nowNanos() + NemesisRunner.POLL_NANOS);
        }
    }

    private static void attempt(String what, Deed deed, List<String> problems) throws InterruptedException {
        try {
            deed.perform();
        } catch (RuntimeException e) {
            LOG.error("heal barrier: could not {}", what, e);
            problems.add("could not %s: %s".formatted(what, e.getMessage()));
        }
    }

    /** One thing to undo. */
    @FunctionalInterface
    private interface Deed {
        void perform() throws InterruptedException;
    }
}
