package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.harness.cluster.Arrivals;
import ordeal.harness.cluster.Cluster;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.NodeProcesses;
import ordeal.harness.cluster.docker.clock.ClockFile;
import ordeal.harness.cluster.docker.clock.DockerClocks;
import ordeal.harness.cluster.docker.disk.DiskNames;
import ordeal.harness.cluster.docker.disk.DiskSettings;
import ordeal.harness.cluster.docker.disk.DiskSupport;
import ordeal.harness.cluster.docker.disk.DiskWorkshop;
import ordeal.harness.cluster.docker.disk.DockerDisks;
import ordeal.harness.cluster.docker.engine.Causes;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.harness.cluster.docker.link.NftNetworkControl;
import ordeal.harness.cluster.docker.link.PublishedPortProbe;
import ordeal.harness.observe.KafkaOperator;
import ordeal.harness.observe.ZooKeeperLeader;
import ordeal.harness.observe.ZooKeeperView;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster of containers on a network of its own. */
final class DockerCluster implements Cluster {
    private static final Logger log = LoggerFactory.getLogger(DockerCluster.class);

    private final ClusterPlan plan;
    private final Engine engine;
    private final Teardown teardown;
    private final DockerNodes nodes;
    private final NodeContainers containers;
    private final Consumer<Node> makeContainer;
    private final NftNetworkControl network;
    private final ZooKeeperView view;
    private final Arrivals arrivals;
    private final NodeProcesses processes;
    private final DockerControl control;
    private boolean closed;

    private DockerCluster(
            ClusterPlan plan,
            Engine engine,
            NodeImage image,
            RunLabels labels,
            Function<Capability, Availability> capabilities,
            Teardown teardown)
            throws ClusterException, InterruptedException {
        this.plan = plan;
        this.engine = engine;
        this.teardown = teardown;
        teardown.add("what the cluster left", () -> new Leftovers(engine).removeAllOf(labels));
        BridgeNetwork bridge = BridgeNetwork.create(engine, labels);
        Holders holders = new Holders(engine);
        holders.start(plan, image.tag(), bridge, labels);
        this.nodes = new DockerNodes(plan, bridge, engine.machine(), holders::publishedPort);
        this.network =
                new NftNetworkControl(nodes.addresses(), holders, new PublishedPortProbe(nodes::publishedAddress));
        Map<Integer, InetSocketAddress> zookeepers = new TreeMap<>();
        plan.zookeepers().forEach(id -> zookeepers.put(id, nodes.publishedAddress(Node.zookeeper(id))));
        this.view = new ZooKeeperView(
                nodes.zookeeperConnect(),
                plan.chroot(),
                plan.brokers(),
                plan.zookeepers(),
                new ZooKeeperLeader(zookeepers));
        teardown.add("the session with ZooKeeper", view::close);
        this.arrivals = new Arrivals(plan, view);
        this.processes = new NodeProcesses(this::startNode, arrivals::arrived, this::nodeDied, this::renewContainer);
        this.containers = new NodeContainers(engine, labels);
        DiskNames names = new DiskNames(labels.unique());
        DiskWorkshop workshop = DiskWorkshop.open(
                new EngineDisks(engine, image.tag(), labels.all()),
                names,
                capabilities.apply(Capability.UNSYNCED_TAIL) instanceof Availability.Available
                        ? DiskSupport.OWN_FILE_SYSTEMS
                        : DiskSupport.FOLDERS);
        teardown.add("the workshop", workshop::close);
        List<String> detached = workshop.detachLeftovers(this::hasWorkshop);
        if (!detached.isEmpty()) {
            log.info("detached what an earlier run had left: {}", detached);
        }
        DockerDisks disks = DockerDisks.create(
                workshop,
                plan.brokers(),
                new DiskSettings(DiskSettings.DEFAULT_SIZE_MB, NodeImage.USER_ID),
                node -> processes.living(node).isPresent(),
                containers::name);
        teardown.add("the disks", disks::close);
        teardown.add("the nodes' containers", () -> plan.nodes().forEach(containers::remove));
        teardown.add("the nodes' processes", processes::killAll);
        DockerClocks clocks = DockerClocks.open(workshop, plan.nodes(), containers::name);
        this.makeContainer = node -> containers.create(
                node,
                plan,
                image,
                holders.container(node),
                bridge.address(node),
                new NodeContainers.Content(nodes.launch(node), binds(node, names), ClockFile.environment(node)));
        plan.nodes().forEach(makeContainer);
        this.control = new DockerControl(
                processes,
                network,
                disks,
                clocks,
                new KafkaOperator(view.sessions(), plan.chroot(), nodes.bootstrapServers(), plan.controllerSettleMs()),
                view,
                capabilities);
    }

    /**
     * Makes the containers, networks and volumes of a cluster; holders run, nodes do not yet.
     *
     * @throws ClusterException when the engine will not; what was made is removed again
     */
    static DockerCluster create(
            ClusterPlan plan,
            Engine engine,
            NodeImage image,
            RunLabels labels,
            Function<Capability, Availability> capabilities)
            throws ClusterException {
        Teardown teardown = new Teardown();
        try {
            return new DockerCluster(plan, engine, image, labels, capabilities, teardown);
        } catch (InterruptedException e) {
            teardown.run();
            Thread.currentThread().interrupt();
            throw new ClusterException("The start of the cluster was interrupted.", e);
        } catch (ClusterException e) {
            teardown.run();
            throw e;
        } catch (RuntimeException e) {
            teardown.run();
            throw new ClusterException("The engine does not make the cluster: " + Causes.of(e), e);
        }
    }

    /** Whether the cluster of this unique name is there: its workshop is what is removed last. */
    private boolean hasWorkshop(String cluster) {
        return !engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withNameFilter(List.of(new DiskNames(cluster).workshop()))
                .exec()
                .isEmpty();
    }

    private static List<Bind> binds(Node node, DiskNames names) {
        List<Bind> binds = new ArrayList<>();
        binds.add(new Bind(names.clocks(), new Volume(ClockFile.FOLDER), AccessMode.ro));
        if (node.isBroker()) {
            binds.add(new Bind(names.data(node.id()), new Volume(NodeContainers.DATA)));
        }
        return binds;
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
        plan.nodes().forEach(node -> places.put(node, containers.name(node)));
        return places;
    }

    @Override
    public ZooKeeperView view() {
        return view;
    }

    @Override
    public ClusterControl control() {
        return control;
    }

    @Override
    public void start(Duration timeout) throws ClusterException, InterruptedException {
        for (Node node : plan.nodes().reversed()) {
            processes.start(node);
        }
        arrivals.awaitAll(
                timeout,
                processes::unexpectedDeaths,
                "'docker logs' shows what a node prints: "
                        + containers.name(plan.nodes().getFirst()) + " and others.");
    }

    private NodeContainer startNode(Node node) throws ClusterException {
        arrivals.starting(node);
        try {
            return containers.start(node, nodes.launch(node));
        } catch (RuntimeException e) {
            throw new ClusterException("the engine does not start it: " + Causes.of(e), e);
        }
    }

    /** Another container on the same volumes. */
    private Receipt renewContainer(Node node) {
        String before = containers.id(node);
        containers.remove(node);
        makeContainer.accept(node);
        return new Receipt("container %s was %.12s, which is removed, and is %.12s"
                .formatted(containers.name(node), before, containers.id(node)));
    }

    private void nodeDied(Node node) {
        try {
            network.nodeDied(node);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Map<Node, NodeEvidence> collect(Path folder) throws InterruptedException {
        DockerEvidence evidence = new DockerEvidence(engine, containers);
        return processes.collect(plan.nodes(), node -> evidence.collect(node, folder.resolve(node.name())));
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
        teardown.run();
    }
}
