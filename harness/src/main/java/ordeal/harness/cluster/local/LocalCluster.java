package ordeal.harness.cluster.local;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.harness.cluster.Arrivals;
import ordeal.harness.cluster.Cluster;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.JavaCommand;
import ordeal.harness.cluster.NodeProcesses;
import ordeal.harness.mesh.Mesh;
import ordeal.harness.mesh.MeshNetworkControl;
import ordeal.harness.observe.KafkaOperator;
import ordeal.harness.observe.ZooKeeperLeader;
import ordeal.harness.observe.ZooKeeperView;
import ordeal.harness.system.Launch;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster of child processes of this one. */
public final class LocalCluster implements Cluster {
    private static final Logger log = LoggerFactory.getLogger(LocalCluster.class);

    private final ClusterPlan plan;
    private final LocalAddresses addresses;
    private final LocalNodes nodes;
    private final Guard guard;
    private final Mesh mesh;
    private final NodeProcess nodeProcess;
    private final NodeProcesses processes;
    private final Arrivals arrivals;
    private final ZooKeeperView view;
    private final LocalControl control;
    private boolean closed;

    /**
     * Makes everything.
     *
     * @param made what has been made so far, the newest first: it must be closed when this throws
     */
    private LocalCluster(
            ClusterPlan plan, List<Path> jars, Path nodesFolder, long flushIntervalMessages, Deque<Closeable> made)
            throws IOException, ClusterException {
        this.plan = plan;
        InstalledJava java = InstalledJava.forSystem(plan.system());
        this.addresses = LocalAddresses.claim(plan.network());
        made.push(addresses::close);
        this.nodes = new LocalNodes(plan, addresses, nodesFolder);
        Files.createDirectories(nodesFolder);
        Guard.noteHarness(nodesFolder);
        this.guard = Guard.start(nodesFolder);
        made.push(guard::close);
        this.mesh = new Mesh(plan.seed());
        made.push(mesh::close);
        switch (plan.network()) {
            case MESH -> nodes.openEntrances(mesh);
            case DIRECT -> {} // Everybody is found at the address it binds.
        }
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        this.nodeProcess = new NodeProcess(
                new JavaCommand(java.executable().toString(), java.feature(), plan.jvm(), classPath),
                Scripts.write("spawn.sh", nodesFolder),
                guard.processesFile());
        Map<Integer, InetSocketAddress> zookeepers = new TreeMap<>();
        plan.zookeepers().forEach(id -> zookeepers.put(id, nodes.zookeeperAddress(id)));
        this.view = new ZooKeeperView(
                nodes.zookeeperConnect(),
                plan.chroot(),
                plan.brokers(),
                plan.zookeepers(),
                new ZooKeeperLeader(zookeepers));
        made.push(view::close);
        this.arrivals = new Arrivals(plan, view);
        this.processes =
                new NodeProcesses(this::startProcess, arrivals::arrived, node -> mesh.nodeDied(node.name()), _ -> {
                    throw new InjectionException(LocalCapabilities.NO_CONTAINERS);
                });
        this.control = new LocalControl(
                processes,
                new MeshNetworkControl(mesh),
                new LocalDisks(
                        id -> nodes.folder(Node.broker(id)).data(),
                        node -> processes.living(node).isPresent(),
                        flushIntervalMessages),
                new KafkaOperator(view.sessions(), plan.chroot(), nodes.bootstrapServers(), plan.controllerSettleMs()),
                view);
    }

    /**
     * Makes everything a cluster needs but starts no node yet.
     *
     * @param jars the system's class path
     * @param nodesFolder where the nodes live while they run
     * @param flushIntervalMessages how many records a log may hold unsynced; {@link Long#MAX_VALUE} when the operating system decides
     * @throws ClusterException when something of it cannot be made; what was made has been closed again
     */
    public static LocalCluster create(ClusterPlan plan, List<Path> jars, Path nodesFolder, long flushIntervalMessages)
            throws ClusterException {
        Deque<Closeable> made = new ArrayDeque<>();
        try {
            return new LocalCluster(plan, jars, nodesFolder, flushIntervalMessages, made);
        } catch (IOException e) {
            closeAll(made);
            throw new ClusterException("The cluster's folder or addresses could not be had: " + e.getMessage(), e);
        } catch (ClusterException | RuntimeException e) {
            closeAll(made);
            throw e;
        }
    }

    private static void closeAll(Deque<Closeable> made) {
        for (Closeable one : made) {
            try {
                one.close();
            } catch (IOException | RuntimeException e) {
                log.warn("something of a cluster that could not be made was not closed", e);
            }
        }
    }

    /** Ends nodes that earlier harnesses left behind below a folder of run folders; returns how many. */
    public static int endLeftovers(Path results) throws ClusterException {
        try {
            return Guard.endLeftovers(results);
        } catch (IOException e) {
            throw new ClusterException("Leftovers below " + results + " could not be looked for: " + e.getMessage(), e);
        }
    }

    /** Whether the harness still lives that started a cluster in a run folder. */
    public static boolean isInUse(Path run) throws IOException {
        return Guard.harnessLives(run);
    }

    @Override
    public String bootstrapServers() {
        return nodes.bootstrapServers();
    }

    @Override
    public String zookeeperConnect() {
        return nodes.zookeeperConnect();
    }

    @Override
    public String chroot() {
        return plan.chroot();
    }

    @Override
    public List<Node> nodes() {
        return plan.nodes();
    }

    @Override
    public Map<Node, String> places() {
        Map<Node, String> places = new TreeMap<>();
        plan.nodes()
                .forEach(node -> places.put(
                        node, nodes.folder(node).path().toAbsolutePath().toString()));
        return places;
    }

    @Override
    public ClusterControl control() {
        return control;
    }

    @Override
    public ZooKeeperView view() {
        return view;
    }

    /**
     * What a node has used up.
     *
     * @throws ClusterException when it does not live, or the kernel does not say
     */
    public ResourceUse resourceUse(Node node) throws ClusterException {
        try {
            return ResourceUse.of(processId(node)
                    .orElseThrow(() -> new ClusterException(node + " does not live; its console log lies in "
                            + nodes.folder(node).path())));
        } catch (IOException e) {
            throw new ClusterException("The kernel does not say what " + node + " uses: " + e.getMessage(), e);
        }
    }

    private OptionalLong processId(Node node) {
        return processes.living(node).orElse(null) instanceof ChildProcess(Process process)
                ? OptionalLong.of(process.pid())
                : OptionalLong.empty();
    }

    @Override
    public void start(Duration timeout) throws ClusterException, InterruptedException {
        launch();
        awaitUp(timeout);
    }

    /** Starts every node, in parallel, and waits for none. */
    public void launch() {
        for (Node node : plan.nodes().reversed()) {
            processes.start(node);
        }
    }

    /** Waits until all brokers are registered and a controller is elected. */
    public void awaitUp(Duration timeout) throws ClusterException, InterruptedException {
        arrivals.awaitAll(timeout, processes::unexpectedDeaths, "Its console logs lie in " + nodes.root() + ".");
    }

    @Override
    public Map<Node, NodeEvidence> collect(Path folder) throws InterruptedException {
        return processes.collect(
                plan.nodes(), node -> LocalEvidence.collect(node, nodes.folder(node), folder.resolve(node.name())));
    }

    @Override
    public List<String> unexpectedDeaths() {
        return processes.unexpectedDeaths();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            processes.killAll();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        view.close();
        guard.close();
        try {
            mesh.close();
            addresses.close();
        } catch (IOException e) {
            log.warn("an address of the cluster could not be given back", e);
        }
    }

    private ChildProcess startProcess(Node node) throws ClusterException {
        NodeFolder folder = nodes.folder(node);
        Launch launch = nodes.launch(node).in(folder.path().toAbsolutePath().toString());
        arrivals.starting(node);
        try {
            folder.prepare(launch, nodes.hostsFileOf(node));
            return new ChildProcess(nodeProcess.start(folder, launch));
        } catch (IOException e) {
            throw new ClusterException(String.valueOf(e.getMessage()), e);
        }
    }
}
