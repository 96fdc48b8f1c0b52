package ordeal.harness.cluster.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.ProcessControl;
import ordeal.nemesis.port.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes' processes: SIGKILL, SIGTERM, SIGSTOP, SIGCONT, and starts that go on until the node is up. */
final class LocalProcesses implements ProcessControl {
    private static final Logger log = LoggerFactory.getLogger(LocalProcesses.class);
    private static final long KILL_TIMEOUT_MS = 5_000;
    private static final long STATE_TIMEOUT_MS = 1_000;
    private static final long RESTART_PAUSE_MS = 200;
    private static final long POLL_MS = 20;
    private static final int SIGTERM_EXIT = 128 + 15;

    private final Starter starter;
    private final Predicate<Node> isUp;
    private final Consumer<Node> onDeath;
    private final Executor background;
    private final Map<Node, Slot> slots = new HashMap<>();
    private final List<String> unexpectedDeaths = new ArrayList<>();

    /** Starts one process of a node. */
    @FunctionalInterface
    interface Starter {
        Process start(Node node) throws IOException;
    }

    /** What is wanted of a node, and the process that it has or had last. */
    private static final class Slot {
        boolean wanted;
        boolean up;

        @Nullable
        Process process;

        /** The process that was last asked to end. A start may be wanted again before its end has been noticed everywhere. */
        @Nullable
        Process askedToEnd;

        void askToEnd() {
            wanted = false;
            askedToEnd = process;
        }
    }

    /**
     * The processes of a cluster, none of them started.
     *
     * @param isUp whether a node whose process lives has arrived in the cluster, so that starting is over
     * @param onDeath told of every process that was killed, or is about to be replaced
     */
    LocalProcesses(Starter starter, Predicate<Node> isUp, Consumer<Node> onDeath) {
        this(starter, isUp, onDeath, Executors.newVirtualThreadPerTaskExecutor());
    }

    /**
     * The same.
     *
     * @param background runs the attempts to start a node and the watch over each process; both block
     */
    LocalProcesses(Starter starter, Predicate<Node> isUp, Consumer<Node> onDeath, Executor background) {
        this.starter = starter;
        this.isUp = isUp;
        this.onDeath = onDeath;
        this.background = background;
    }

    @Override
    public Receipt kill(Node node) throws InterruptedException {
        Process process;
        synchronized (this) {
            Slot slot = slot(node);
            slot.askToEnd();
            process = slot.process;
        }
        if (process == null) {
            throw new InjectionException(node + " has never been started");
        }
        process.destroyForcibly();
        if (!process.waitFor(KILL_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
            throw new InjectionException("process " + process.pid() + " of " + node + " survived SIGKILL");
        }
        onDeath.accept(node);
        return gone(node, process);
    }

    @Override
    public synchronized void stop(Node node) {
        Slot slot = slot(node);
        slot.askToEnd();
        if (slot.process != null) {
            slot.process.destroy();
        }
    }

    @Override
    public synchronized Optional<Receipt> death(Node node) {
        Process process = slot(node).process;
        return process == null || process.isAlive() ? Optional.empty() : Optional.of(gone(node, process));
    }

    @Override
    public void start(Node node) {
        synchronized (this) {
            Slot slot = slot(node);
            boolean lives = slot.process != null && slot.process.isAlive();
            if (slot.wanted && (lives || !slot.up)) {
                return;
            }
            slot.wanted = true;
            slot.up = false;
        }
        background.execute(() -> startUntilUp(node));
    }

    @Override
    public Receipt pause(Node node) throws InterruptedException {
        long pid = living(node);
        signal("STOP", pid);
        if (!awaitStopped(pid, true)) {
            throw new InjectionException("process " + pid + " of " + node + " did not stop");
        }
        return new Receipt("process " + pid + " is in state T");
    }

    @Override
    public void resume(Node node) throws InterruptedException {
        Process process;
        synchronized (this) {
            process = slot(node).process;
        }
        if (process == null || !process.isAlive()) {
            return;
        }
        signal("CONT", process.pid());
        if (!awaitStopped(process.pid(), false)) {
            throw new InjectionException("process " + process.pid() + " of " + node + " did not continue");
        }
    }

    /** Nodes that ended after they had been up, without having been asked to, in words. */
    synchronized List<String> unexpectedDeaths() {
        return List.copyOf(unexpectedDeaths);
    }

    /** Kills every process and starts none any more. */
    void killAll() throws InterruptedException {
        List<Process> living;
        synchronized (this) {
            slots.values().forEach(Slot::askToEnd);
            living = slots.values().stream()
                    .map(slot -> slot.process)
                    .filter(process -> process != null && process.isAlive())
                    .toList();
        }
        living.forEach(Process::destroyForcibly);
        for (Process process : living) {
            process.waitFor(KILL_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether the node's process lives. */
    synchronized boolean lives(Node node) {
        Process process = slot(node).process;
        return process != null && process.isAlive();
    }

    /** The id of the node's living process; empty when there is none. */
    synchronized OptionalLong processId(Node node) {
        Process process = slot(node).process;
        return process == null || !process.isAlive() ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }

    private void startUntilUp(Node node) {
        try {
            boolean first = true;
            while (true) {
                Process process;
                synchronized (this) {
                    Slot slot = slot(node);
                    if (!slot.wanted || (slot.process != null && slot.process.isAlive())) {
                        return;
                    }
                    onDeath.accept(node);
                    process = starter.start(node);
                    slot.process = process;
                }
                if (awaitUp(node, process)) {
                    return;
                }
                if (first) {
                    log.info("{} ended while it was starting (exit {}); starting it again", node, exitCode(process));
                    first = false;
                }
                TimeUnit.MILLISECONDS.sleep(RESTART_PAUSE_MS);
            }
        } catch (IOException e) {
            log.error("{} could not be started", node, e);
            synchronized (this) {
                slot(node).wanted = false; // Nobody tries any more: a later start must.
                unexpectedDeaths.add(node + " could not be started: " + e.getMessage());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the node is up or its process has ended; false when it has ended. */
    private boolean awaitUp(Node node, Process process) throws InterruptedException {
        while (process.isAlive()) {
            if (isUp.test(node)) {
                synchronized (this) {
                    slot(node).up = true;
                }
                background.execute(() -> noteDeath(node, process));
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return false;
    }

    /** Waits for the process to end and notes it when nobody had asked for that. */
    private void noteDeath(Node node, Process process) {
        process.onExit().join();
        synchronized (this) {
            Slot slot = slot(node);
            if (process.equals(slot.askedToEnd) || !process.equals(slot.process)) {
                return;
            }
            slot.wanted = false;
            unexpectedDeaths.add("%s ended by itself with exit code %d".formatted(node, exitCode(process)));
        }
    }

    private long living(Node node) {
        synchronized (this) {
            Process process = slot(node).process;
            if (process == null || !process.isAlive()) {
                throw new InjectionException(node + " has no living process");
            }
            return process.pid();
        }
    }

    private static void signal(String name, long pid) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .start();
            if (kill.waitFor() != 0) {
                throw new InjectionException("SIG" + name + " could not be sent to process " + pid);
            }
        } catch (IOException e) {
            throw new InjectionException("SIG" + name + " could not be sent to process " + pid, e);
        }
    }

    private static boolean awaitStopped(long pid, boolean stopped) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STATE_TIMEOUT_MS);
        while (ProcessStatus.of(pid).map(ProcessStatus::isStopped).orElse(false) != stopped) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return true;
    }

    private Slot slot(Node node) {
        return slots.computeIfAbsent(node, _ -> new Slot());
    }

    private static Receipt gone(Node node, Process process) {
        int exitCode = exitCode(process);
        String how = exitCode == SIGTERM_EXIT ? "after SIGTERM" : "exit code " + exitCode;
        return new Receipt("process %d of %s is gone (%s)".formatted(process.pid(), node, how));
    }

    private static int exitCode(Process process) {
        return process.isAlive() ? -1 : process.exitValue();
    }
}
