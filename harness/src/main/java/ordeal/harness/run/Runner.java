package ordeal.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.history.HistoryEvent.PhaseStarted;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.history.Payload;
import ordeal.checker.history.Phase;
import ordeal.checker.run.Collection;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.harness.cluster.Cluster;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.workload.FinalReads;
import ordeal.harness.workload.Recording;
import ordeal.harness.workload.RunClock;
import ordeal.harness.workload.Workload;
import ordeal.harness.workload.WorkloadCounters;
import ordeal.nemesis.plan.PlanJson;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.FaultJournal;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.run.NemesisRunner;
import ordeal.nemesis.run.NemesisSummary;
import org.apache.commons.io.file.PathUtils;
import org.apache.zookeeper.KeeperException;

/** Carries out one run: cluster, workload, faults, heal, final reads, evidence. Judging comes after, from the folder alone. */
public final class Runner {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private final RunSettings settings;
    private final Deployment deployment;
    private final RunListener listener;
    private final RunClock clock = new RunClock();
    private final RunFolder folder;
    private volatile Phase phase = Phase.WARM_UP;

    /** A run that has not begun. Its clock starts now. */
    public Runner(RunSettings settings, Deployment deployment, RunListener listener) {
        this.settings = settings;
        this.deployment = deployment;
        this.listener = listener;
        this.folder = new RunFolder(settings.folderAt(Instant.ofEpochMilli(clock.startedEpochMs())));
    }

    /**
     * Runs. When it returns the folder holds everything that a judge needs, and no process of the cluster lives.
     *
     * @throws ClusterException when the cluster cannot be started; the folder then holds what there is
     */
    public RunFolder run() throws ClusterException, IOException, InterruptedException {
        prepareFolder();
        List<Path> jars = SystemJars.of(settings.cluster().system(), listener::message);
        deployment.prepare(settings.cluster(), jars);
        CompletableFuture<Cluster> created = new CompletableFuture<>();
        try (HistoryWriter history = HistoryWriter.create(folder.historyFile());
                ExitHook _ = new ExitHook(() -> stopped(created));
                Cluster cluster = create(jars, created);
                HiccupMeter _ = new HiccupMeter(clock, history)) {
            drive(cluster, history);
        }
        deleteNodesFolder();
        return folder;
    }

    /** Makes the cluster, and tells those who wait for it whatever comes of it. */
    private Cluster create(List<Path> jars, CompletableFuture<Cluster> created) throws ClusterException {
        try {
            Cluster cluster =
                    deployment.create(settings.cluster(), jars, nodesFolder(), settings.flushIntervalMessages());
            created.complete(cluster);
            return cluster;
        } finally {
            created.cancel(false); // Nothing happens when it is complete.
        }
    }

    private void prepareFolder() throws IOException, ClusterException {
        Files.createDirectories(folder.evidence());
        Files.createDirectories(nodesFolder());
        InstalledJava java = InstalledJava.forSystem(settings.cluster().system());
        folder.writeRun(settings.describe(deployment.name(), clock.startedEpochMs(), Integer.toString(java.feature())));
        Files.writeString(folder.root().resolve("plan.json"), PlanJson.write(settings.plan()));
        linkLatest();
        listener.folder(folder.root());
    }

    /** Points {@code latest} beside the run folder to it. */
    private void linkLatest() throws IOException {
        Path link = settings.results().resolve("latest");
        Path partial = settings.results().resolve("latest.partial");
        Files.deleteIfExists(partial);
        Files.createSymbolicLink(partial, folder.root().getFileName());
        Files.move(partial, link, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void drive(Cluster cluster, HistoryWriter history)
            throws ClusterException, IOException, InterruptedException {
        cluster.start(START_TIMEOUT);
        Topics.create(settings, cluster.bootstrapServers(), cluster.view());
        Recording recording = new Recording(
                clock,
                history,
                new Payload(settings.seed()),
                folder.readRun().partitions(),
                new WorkloadCounters(
                        settings.topics().count() * settings.topics().partitions()));
        FaultRecorder faults = new FaultRecorder(folder);
        FaultJournal journal = event -> {
            faults.record(event);
            listener.message(FaultLine.of(event, clock.nowNanos()));
        };
        RunNemesisClock waitingClock = new RunNemesisClock(clock);
        NemesisRunner nemesis = new NemesisRunner(
                settings.plan(), cluster.control(), waitingClock, journal, settings.recoveryBoundMs());
        ServiceWait service = new ServiceWait(waitingClock, recording.counters()::served);
        try (Workload workload = new Workload(
                        settings.workload(),
                        cluster.bootstrapServers(),
                        recording,
                        new SplittableRandom(settings.seed()));
                StatusTicker _ = new StatusTicker(
                        () -> status(cluster.view().now(), recording.counters(), nemesis, faults.injected()),
                        listener)) {
            begin(Phase.WARM_UP, history);
            workload.start();
            if (!service.awaitWarm(START_TIMEOUT.toMillis(), settings.warmUpMs())) {
                throw new ClusterException(
                        "The clients did not get every partition to work before the first fault; see " + folder.root());
            }
            begin(Phase.FAULTS, history);
            NemesisSummary summary = nemesis.run();
            summary.healProblems().forEach(faults::notHealed);
            summary.notAlive().forEach(listener::message);
            begin(Phase.RECOVERY, history);
            service.awaitRecovered(() -> cluster.view().now(), settings.recoveryBoundMs());
            workload.stop();
            begin(Phase.FINAL_READS, history);
            new FinalReads(
                            cluster.bootstrapServers(),
                            recording,
                            settings.workload().consumers())
                    .run();
            begin(Phase.COLLECTION, history);
            collect(cluster);
            begin(Phase.ENDED, history);
        }
    }

    /**
     * Ctrl-C or SIGTERM: the nodes are ended, and what the folder holds is all there will be. A cluster that is being made must be made to the
     * end before it can be taken down.
     */
    private void stopped(CompletableFuture<Cluster> created) {
        listener.message("stopped; ending the cluster. The run folder can be judged, and will be unknown.");
        try {
            created.join().close();
        } catch (CancellationException _) {
            // It could not be made, and what had been made of it is gone.
        }
    }

    private void begin(Phase next, HistoryWriter history) {
        phase = next;
        history.append(new PhaseStarted(next, clock.nowNanos()));
        history.flush(); // Whoever judges a run whose harness was killed shall know how far it came.
        listener.phase(next);
    }

    private void collect(Cluster cluster) throws IOException, InterruptedException {
        long finalZxid;
        try {
            finalZxid = ZooKeeperBarrier.write(cluster.view().sessions());
        } catch (KeeperException | IOException e) {
            listener.message("ZooKeeper took no last write: " + e.getMessage());
            finalZxid = Long.MAX_VALUE;
        }
        List<Long> sessions = cluster.view().sessions().ids();
        cluster.unexpectedDeaths().forEach(listener::message);
        Map<Integer, NodeEvidence> brokers = new TreeMap<>();
        Map<Integer, NodeEvidence> zookeepers = new TreeMap<>();
        for (Map.Entry<Node, NodeEvidence> node :
                cluster.collect(folder.evidence()).entrySet()) {
            (node.getKey().isBroker() ? brokers : zookeepers).put(node.getKey().id(), node.getValue());
        }
        long firstZxid = settings.cluster().zookeeperCount() == 1 ? 1 : (1L << 32) + 1;
        folder.writeCollection(new Collection(firstZxid, finalZxid, sessions, brokers, zookeepers));
    }

    private RunStatus status(ClusterState cluster, WorkloadCounters counters, NemesisRunner nemesis, int injected) {
        return new RunStatus(
                phase,
                TimeUnit.NANOSECONDS.toMillis(clock.nowNanos()),
                counters.acknowledged(),
                counters.failed(),
                counters.indeterminate(),
                counters.polled(),
                injected,
                nemesis.current(),
                cluster);
    }

    private Path nodesFolder() {
        return folder.root().resolve("nodes");
    }

    private void deleteNodesFolder() throws IOException {
        if (Files.isDirectory(nodesFolder())) {
            PathUtils.deleteDirectory(nodesFolder());
        }
    }
}
