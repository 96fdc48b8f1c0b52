package ordeal.harness.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.ProcessControl;
import ordeal.nemesis.port.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes' processes, whatever they run in: kill, stop, pause, resume, and starts that go on until the node is up. */
public final class NodeProcesses implements ProcessControl {
    private static final Logger log = LoggerFactory.getLogger(NodeProcesses.class);
    private static final long KILL_TIMEOUT_MS = 5_000;
    private static final long RESTART_PAUSE_MS = 200;
    private static final long POLL_MS = 20;
    private static final int SIGTERM_EXIT = 128 + 15;

    private final Starter starter;
    private final Predicate<Node> isUp;
    private final Consumer<Node> onDeath;
    private final Renewal renewal;
    private final Executor background;
    private final Map<Node, Slot> slots = new HashMap<>();
    private final List<String> unexpectedDeaths = new ArrayList<>();

    /** Starts one process of a node. */
    @FunctionalInterface
    public interface Starter {
        /**
         * Starts it.
         *
         * @throws ClusterException when it cannot be started at all: no second attempt is made
         */
        RunningNode start(Node node) throws ClusterException;
    }

    /** Makes anew what a dead node's process ran in. */
    @FunctionalInterface
    public interface Renewal {
        /**
         * Makes it anew.
         *
         * @throws InjectionException when this deployment has nothing of the kind
         */
        Receipt renew(Node node) throws InterruptedException;
    }

    /** Brings what a dead node left to where it is judged. */
    @FunctionalInterface
    public interface Collector {
        /** What became of its evidence; whatever fails is said in it, so that one node's loss is not all the others'. */
        NodeEvidence collect(Node node) throws InterruptedException;
    }

    /** What is wanted of a node, and the process that it has or had last. */
    private static final class Slot {
        boolean wanted;
        boolean up;

        @Nullable
        RunningNode process;

        /** The process that was last asked to end. A start may be wanted again before its end has been noticed everywhere. */
        @Nullable
        RunningNode askedToEnd;

        /** The process whose unexpected death was last noted. */
        @Nullable
        RunningNode noted;

        void askToEnd() {
            wanted = false;
            askedToEnd = process;
        }
    }

    /**
     * The processes of a cluster, none of them started.
     *
     * @param isUp whether a node whose process lives has arrived in the cluster, so that starting is over
     * @param onDeath told of every process that was killed, or is about to be replaced; when it throws, that kill or start has failed
     * @param renewal makes anew what a dead node's process ran in
     */
    public NodeProcesses(Starter starter, Predicate<Node> isUp, Consumer<Node> onDeath, Renewal renewal) {
        this(starter, isUp, onDeath, renewal, Executors.newVirtualThreadPerTaskExecutor());
    }

    /**
     * The same.
     *
     * @param background runs the attempts to start a node and the watch over each process; both block
     */
    public NodeProcesses(
            Starter starter, Predicate<Node> isUp, Consumer<Node> onDeath, Renewal renewal, Executor background) {
        this.starter = starter;
        this.isUp = isUp;
        this.onDeath = onDeath;
        this.renewal = renewal;
        this.background = background;
    }

    @Override
    public Receipt kill(Node node) throws InterruptedException {
        RunningNode process;
        synchronized (this) {
            Slot slot = slot(node);
            process = slot.process;
            if (process == null) {
                throw new InjectionException(node + " has never been started");
            }
            if (slot.up && !process.isAlive() && !process.equals(slot.askedToEnd)) {
                noteDeath(node, slot, process);
                throw new InjectionException("%s had ended by itself, with exit code %d, before it was killed"
                        .formatted(node, process.exitCode()));
            }
            slot.askToEnd();
        }
        process.kill();
        if (!process.awaitEnd(KILL_TIMEOUT_MS)) {
            throw new InjectionException(survived(node, process));
        }
        onDeath.accept(node);
        return gone(node, process);
    }

    @Override
    public synchronized void stop(Node node) {
        Slot slot = slot(node);
        slot.askToEnd();
        if (slot.process != null) {
            slot.process.terminate();
        }
    }

    @Override
    public synchronized Optional<Receipt> death(Node node) {
        RunningNode process = slot(node).process;
        return process == null || process.isAlive() ? Optional.empty() : Optional.of(gone(node, process));
    }

    @Override
    public void start(Node node) {
        synchronized (this) {
            Slot slot = slot(node);
            RunningNode process = slot.process;
            boolean lives = process != null && process.isAlive();
            if (process != null && !lives && slot.up) {
                noteDeath(node, slot, process); // The watch over it may not have noticed yet.
            }
            if (slot.wanted && (lives || !slot.up)) {
                return;
            }
            slot.wanted = true;
            slot.up = false;
        }
        background.execute(() -> startUntilUp(node));
    }

    @Override
    public Receipt recreate(Node node) throws InterruptedException {
        if (living(node).isPresent()) {
            throw new InjectionException(node + " lives; only what a dead node ran in can be made anew");
        }
        return renewal.renew(node);
    }

    @Override
    public Receipt pause(Node node) throws InterruptedException {
        RunningNode process = living(node).orElseThrow(() -> new InjectionException(node + " has no living process"));
        return process.pause();
    }

    @Override
    public void resume(Node node) throws InterruptedException {
        Optional<RunningNode> process = living(node);
        if (process.isPresent()) {
            process.get().resume();
        }
    }

    /** Nodes that ended after they had been up, without having been asked to, in words. */
    public synchronized List<String> unexpectedDeaths() {
        return List.copyOf(unexpectedDeaths);
    }

    /**
     * Kills every process and starts none any more.
     *
     * @return the nodes whose process has not ended, each with what to say of it
     */
    public Map<Node, String> killAll() throws InterruptedException {
        Map<Node, RunningNode> living = new TreeMap<>();
        synchronized (this) {
            slots.forEach((node, slot) -> {
                slot.askToEnd();
                RunningNode process = slot.process;
                if (process != null && process.isAlive()) {
                    living.put(node, process);
                }
            });
        }
        living.values().forEach(RunningNode::kill);
        Map<Node, String> survivors = new TreeMap<>();
        for (Map.Entry<Node, RunningNode> entry : living.entrySet()) {
            if (!entry.getValue().awaitEnd(KILL_TIMEOUT_MS)) {
                String survived = survived(entry.getKey(), entry.getValue());
                log.error("{}", survived);
                survivors.put(entry.getKey(), survived);
            }
        }
        return survivors;
    }

    /**
     * Kills every process, starts none any more, and collects the evidence of the nodes. A node whose process has not ended gives none: what
     * it left may still change.
     */
    public Map<Node, NodeEvidence> collect(List<Node> nodes, Collector collector) throws InterruptedException {
        Map<Node, String> survivors = killAll();
        Map<Node, NodeEvidence> collected = new TreeMap<>();
        for (Node node : nodes) {
            String survived = survivors.get(node);
            collected.put(node, survived == null ? collector.collect(node) : new NodeEvidence(false, survived));
        }
        return collected;
    }

    /** The node's process, if it has one that lives. */
    public synchronized Optional<RunningNode> living(Node node) {
        return Optional.ofNullable(slot(node).process).filter(RunningNode::isAlive);
    }

    private void startUntilUp(Node node) {
        try {
            boolean first = true;
            while (true) {
                RunningNode process;
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
                    log.info("{} ended while it was starting (exit {}); starting it again", node, process.exitCode());
                    first = false;
                }
                TimeUnit.MILLISECONDS.sleep(RESTART_PAUSE_MS);
            }
        } catch (ClusterException | RuntimeException e) {
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
    private boolean awaitUp(Node node, RunningNode process) throws InterruptedException {
        while (process.isAlive()) {
            if (isUp.test(node)) {
                synchronized (this) {
                    slot(node).up = true;
                }
                background.execute(() -> watch(node, process));
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return false;
    }

    /** Waits for the process to end and notes it when nobody had asked for that. */
    private void watch(Node node, RunningNode process) {
        try {
            while (!process.awaitEnd(Long.MAX_VALUE)) {
                // Until it has.
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            Slot slot = slot(node);
            if (process.equals(slot.process)) {
                noteDeath(node, slot, process);
            }
        }
    }

    /** Notes, once, the end of the node's last process, which had been up, unless somebody had asked for it. */
    private void noteDeath(Node node, Slot slot, RunningNode process) {
        if (process.equals(slot.askedToEnd) || process.equals(slot.noted)) {
            return;
        }
        slot.noted = process;
        slot.wanted = false;
        unexpectedDeaths.add("%s ended by itself with exit code %d".formatted(node, process.exitCode()));
    }

    private Slot slot(Node node) {
        return slots.computeIfAbsent(node, _ -> new Slot());
    }

    private static String survived(Node node, RunningNode process) {
        return process.words() + " of " + node + " survived SIGKILL";
    }

    private static Receipt gone(Node node, RunningNode process) {
        String how = process.exitCode() == SIGTERM_EXIT ? "after SIGTERM" : "exit code " + process.exitCode();
        return new Receipt("%s of %s is gone (%s)".formatted(process.words(), node, how));
    }
}
