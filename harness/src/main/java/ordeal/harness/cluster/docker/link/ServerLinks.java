package ordeal.harness.cluster.docker.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;

/**
 * All links to one server, as they stand in the kernel of its network namespace. Everything about a link is done there, so that the
 * links of one server change together and the dialler's namespace is never touched. Not safe for use by several threads.
 */
final class ServerLinks {
    private static final List<String> SET_RULES = List.of("nft", "-f", "-");
    private static final List<String> LIST_RULES = List.of("nft", "-j", "list", "table", "inet", "ordeal");
    private static final List<String> RUN_SCRIPT = List.of("sh", "-e");
    private static final List<String> LIST_QUEUES = List.of("tc", "-s", "-j", "qdisc", "show");

    private final Node server;
    private final Map<Node, String> addresses;
    private final NodeShell shell;
    private final Map<Link, Integer> ended = new HashMap<>();
    private Map<Link, LinkBehaviour> inForce = Map.of();
    private boolean ruled;
    /** Whether a change broke midway: the kernel may have anything then, and the next change makes all of it anew. */
    private boolean uncertain;

    ServerLinks(Node server, Map<Node, String> addresses, NodeShell shell) {
        this.server = server;
        this.addresses = addresses;
        this.shell = shell;
    }

    /** Gives links of this server new behaviours; the others keep theirs, and what they have counted. */
    void change(Map<Link, LinkBehaviour> changes) throws InterruptedException {
        Map<Link, LinkBehaviour> wanted = new TreeMap<>(inForce);
        wanted.putAll(changes);
        wanted.values().removeIf(LinkBehaviour.Pass.class::isInstance);
        if (wanted.equals(inForce) && !uncertain) {
            return;
        }
        boolean certain = !uncertain;
        uncertain = true;
        Map<Link, PacketCount> kept = ruled && certain ? counted() : new HashMap<>();
        kept.keySet()
                .removeIf(
                        link -> changes.containsKey(link) && !changes.get(link).equals(inForce.get(link)));
        boolean reshaped = !certain || !Shape.among(wanted).equals(Shape.among(inForce));
        ended.keySet().removeAll(changes.keySet());
        inForce = wanted;
        shell.run(server, new NftRules(addresses).text(server, wanted, kept), SET_RULES);
        ruled = wanted.values().stream().anyMatch(NftRules::govern);
        if (reshaped) {
            shell.run(server, new TrafficShaping(addresses).script(Shape.among(wanted)), RUN_SCRIPT);
        }
        endConnections(changes);
        uncertain = false;
    }

    /** What the kernel says now. */
    LinkEvidence evidence() throws InterruptedException {
        List<Shape> shapes = Shape.among(inForce);
        return new LinkEvidence(
                inForce,
                ruled ? counted() : Map.of(),
                shapes.isEmpty() ? Map.of() : QueueCounters.read(shell.run(server, "", LIST_QUEUES), shapes),
                ended);
    }

    private Map<Link, PacketCount> counted() throws InterruptedException {
        Map<String, PacketCount> byName = RuleCounters.read(shell.run(server, "", LIST_RULES));
        Map<Link, PacketCount> counted = new HashMap<>();
        for (Link link : inForce.keySet()) {
            PacketCount count = byName.get(link.toString());
            if (count != null) {
                counted.put(link, count);
            }
        }
        return counted;
    }

    /** A reset or refused link ends the connections that stand; the rules meet those that come. */
    private void endConnections(Map<Link, LinkBehaviour> changes) throws InterruptedException {
        for (Map.Entry<Link, LinkBehaviour> change : changes.entrySet()) {
            if (change.getValue() instanceof LinkBehaviour.Reset || change.getValue() instanceof LinkBehaviour.Refuse) {
                LinkPath path = LinkPath.of(change.getKey(), addresses);
                ended.put(change.getKey(), new StandingConnections(shell).end(server, path));
            }
        }
    }
}
