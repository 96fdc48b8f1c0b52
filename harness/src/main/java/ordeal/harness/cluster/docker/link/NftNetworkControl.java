package ordeal.harness.cluster.docker.link;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.NetworkControl;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;

/**
 * The links of a cluster of containers, in the hands of the kernel. Each link is governed in the network namespace of its server. The links
 * of one server change in one transaction; several servers change side by side, as close together as commands can be run in their
 * containers. A receipt is what the kernel has counted since the change.
 */
public final class NftNetworkControl implements NetworkControl {
    private static final long TRAFFIC_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
    private static final long POLL_MS = 30;
    /** A lossy link may lose nothing of one probe, and so with all that meets packets at random. */
    private static final int PROBE_ROUNDS = 2;

    private static final int RANDOM_PROBE_ROUNDS = 6;

    private final Map<Node, String> addresses;
    private final Map<Node, ServerLinks> servers = new TreeMap<>();
    private final LinkProbe probe;
    private final StandingConnections connections;

    /**
     * Controls the links between these nodes, and from clients to the brokers among them. All of them pass.
     *
     * @param addresses every node's IPv4 address
     * @param shell where rules are set; used by several threads at once
     * @param clients dials as clients do
     */
    public NftNetworkControl(Map<Node, String> addresses, NodeShell shell, ClientProbe clients) {
        this.addresses = Map.copyOf(addresses);
        this.addresses.keySet().forEach(node -> servers.put(node, new ServerLinks(node, this.addresses, shell)));
        this.probe = new LinkProbe(shell, clients, this.addresses);
        this.connections = new StandingConnections(shell);
    }

    @Override
    public synchronized void apply(Map<Link, LinkBehaviour> behaviours) throws InterruptedException {
        Map<Node, Map<Link, LinkBehaviour>> changes = new TreeMap<>();
        behaviours.forEach((link, behaviour) -> {
            LinkPath.of(link, addresses); // nothing changes when one of them is no link
            changes.computeIfAbsent(Node.parse(link.server()), _ -> new TreeMap<>())
                    .put(link, behaviour);
        });
        SideBySide.each(changes.keySet(), node -> {
            server(node).change(changes.getOrDefault(node, Map.of()));
            return node;
        });
    }

    @Override
    public synchronized Receipt receipt(Set<Link> links) throws InterruptedException {
        LinkReport report = awaitProof(links, TRAFFIC_NANOS);
        Set<Link> idle = report.unproven();
        for (int round = 0; round < rounds(report) && !report.unproven().isEmpty(); round++) {
            LinkReport seen = report;
            SideBySide.each(seen.dialsToProbe(), link -> {
                probe.send(link, seen.behaviour(link));
                return link;
            });
            report = awaitProof(links, PROBE_NANOS);
        }
        if (!report.unproven().isEmpty()) {
            throw new InjectionException(report.complaint());
        }
        return new Receipt(report.words() + (idle.isEmpty() ? "" : " (" + idle.size() + " idle, proven by a probe)"));
    }

    @Override
    public synchronized long heldBytes(Set<Link> links) throws InterruptedException {
        return report(links).heldBytes();
    }

    /**
     * The process of this node was killed: what its kernel would still send for it is thrown away, and its connections are reset.
     */
    public synchronized void nodeDied(Node node) throws InterruptedException {
        connections.endAll(node);
    }

    private static int rounds(LinkReport report) {
        return report.unproven().stream()
                        .anyMatch(link -> report.behaviour(link).needsPackets())
                ? RANDOM_PROBE_ROUNDS
                : PROBE_ROUNDS;
    }

    private LinkReport awaitProof(Set<Link> links, long timeoutNanos) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        LinkReport report = report(links);
        while (!report.unproven().isEmpty() && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            report = report(links);
        }
        return report;
    }

    private LinkReport report(Set<Link> links) throws InterruptedException {
        Set<Node> asked = new TreeSet<>();
        links.forEach(link -> asked.add(Node.parse(link.server())));
        Map<String, LinkEvidence> evidence = new TreeMap<>();
        SideBySide.each(asked, node -> Map.entry(node.name(), server(node).evidence()))
                .forEach(seen -> evidence.put(seen.getKey(), seen.getValue()));
        return new LinkReport(links, evidence);
    }

    private ServerLinks server(Node node) {
        ServerLinks server = servers.get(node);
        if (server == null) {
            throw new IllegalArgumentException("no node of this cluster: " + node);
        }
        return server;
    }
}
