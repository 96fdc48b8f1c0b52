package ordeal.harness.cluster.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.harness.cluster.Cluster;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.mesh.Mesh;
import ordeal.harness.mesh.MeshNetworkControl;
import ordeal.harness.observe.KafkaOperator;
import ordeal.harness.observe.ZooKeeperLeader;
import ordeal.harness.observe.ZooKeeperView;
import ordeal.harness.system.Launch;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster of child processes of this one. */
public final class LocalCluster implements Cluster {
    private static final Logger log = LoggerFactory.getLogger(LocalCluster.class);
    private static final long POLL_MS = 50;

    private final ClusterPlan plan;
    private final LocalAddresses addresses;
    private final LocalNodes nodes;
    private final Guard guard;
    private final Mesh mesh;
    private final NodeProcess nodeProcess;
    private final LocalProcesses processes;
    private final ZooKeeperView view;
    private final LocalControl control;
    private final Map<Node, Long> registrationAtStart = new ConcurrentHashMap<>();
    private boolean closed;

    private LocalCluster(
            ClusterPlan plan, List<Path> jars, Path nodesFolder, ToLongFunction<String> flushIntervalMessages)
            throws IOException, ClusterException {
        this.plan = plan;
        InstalledJava java = InstalledJava.forSystem(plan.system());
        this.addresses = LocalAddresses.claim(plan.network());
        this.nodes = new LocalNodes(plan, addresses, nodesFolder);
        Files.createDirectories(nodesFolder);
        Guard.noteHarness(nodesFolder);
        this.guard = Guard.start(nodesFolder);
        this.mesh = new Mesh(plan.seed());
        switch (plan.network()) {
            case MESH -> nodes.openEntrances(mesh);
            case DIRECT -> {} // Everybody is found at the address it binds.
        }
        this.nodeProcess =
                new NodeProcess(java, jars, Scripts.write("spawn.sh", nodesFolder), guard.processesFile(), plan.jvm());
        Map<Integer, InetSocketAddress> zookeepers = new TreeMap<>();
        plan.zookeepers().forEach(id -> zookeepers.put(id, nodes.zookeeperAddress(id)));
        this.view = new ZooKeeperView(
                nodes.zookeeperConnect(),
                plan.chroot(),
                plan.brokers(),
                plan.zookeepers(),
                new ZooKeeperLeader(zookeepers));
        this.processes = new LocalProcesses(this::startProcess, this::isUp, node -> mesh.nodeDied(node.name()));
        this.control = new LocalControl(
                processes,
                new MeshNetworkControl(mesh),
                new LocalDisks(id -> nodes.folder(Node.broker(id)).data(), processes::lives, flushIntervalMessages),
                new KafkaOperator(view.sessions(), plan.chroot(), nodes.bootstrapServers(), plan.controllerSettleMs()),
                view);
    }

    /**
     * Makes everything a cluster needs but starts no node yet.
     *
     * @param jars the system's class path
     * @param nodesFolder where the nodes live while they run
     * @param flushIntervalMessages a topic's flush interval; {@link Long#MAX_VALUE} for none
     */
    public static LocalCluster create(
            ClusterPlan plan, List<Path> jars, Path nodesFolder, ToLongFunction<String> flushIntervalMessages)
            throws ClusterException {
        try {
            return new LocalCluster(plan, jars, nodesFolder, flushIntervalMessages);
        } catch (IOException e) {
            throw new ClusterException("The cluster's folder or addresses could not be had: " + e.getMessage(), e);
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
    public ClusterControl control() {
        return control;
    }

    /** The session with which this harness watches and operates. */
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
            return ResourceUse.of(processes
                    .processId(node)
                    .orElseThrow(() -> new ClusterException(node + " does not live; its console log lies in "
                            + nodes.folder(node).path())));
        } catch (IOException e) {
            throw new ClusterException("The kernel does not say what " + node + " uses: " + e.getMessage(), e);
        }
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
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (true) {
            ClusterState state = view.now();
            if (state.current()
                    && state.registrations().keySet().equals(plan.brokers())
                    && state.controller().isPresent()) {
                return;
            }
            List<String> deaths = processes.unexpectedDeaths();
            if (!deaths.isEmpty() || System.nanoTime() - deadlineNanos > 0) {
                throw new ClusterException(
                        "The cluster did not come up within %d s: brokers registered: %s, controller: %s%s. Its console logs lie in %s."
                                .formatted(
                                        timeout.toSeconds(),
                                        state.registrations().keySet(),
                                        state.controller().isPresent()
                                                ? state.controller().getAsInt()
                                                : "none",
                                        deaths.isEmpty() ? "" : "; " + String.join("; ", deaths),
                                        nodes.folder(plan.nodes().getFirst())
                                                .path()
                                                .getParent()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    @Override
    public Map<Node, NodeEvidence> collect(Path folder) throws InterruptedException {
        processes.killAll();
        Map<Node, NodeEvidence> collected = new TreeMap<>();
        for (Node node : plan.nodes()) {
            collected.put(node, LocalEvidence.collect(node, nodes.folder(node), folder.resolve(node.name())));
        }
        return collected;
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

    private Process startProcess(Node node) throws IOException {
        Launch launch = nodes.launch(node);
        NodeFolder folder = nodes.folder(node);
        folder.prepare(launch, nodes.hostsFileOf(node));
        registrationAtStart.put(node, registration(node));
        return nodeProcess.start(folder, launch);
    }

    /** A broker is up when it has registered since its process was started; a ZooKeeper server as soon as it lives. */
    private boolean isUp(Node node) {
        long registration = registration(node);
        return !node.isBroker() || (registration != 0 && registration != registrationAtStart.getOrDefault(node, 0L));
    }

    private long registration(Node node) {
        return node.isBroker() ? view.now().registrations().getOrDefault(node.id(), 0L) : 0;
    }
}
