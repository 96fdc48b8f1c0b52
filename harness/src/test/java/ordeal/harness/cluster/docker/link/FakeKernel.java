package ordeal.harness.cluster.docker.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/**
 * The network namespaces of some nodes: keeps the rules that were set, counts the packets that a test lets come, and answers as nft, tc and
 * ss do. Safe for use by many threads.
 */
final class FakeKernel implements NodeShell {
    private static final Pattern RULE =
            Pattern.compile("add rule inet ordeal (\\w+) .*counter packets (\\d+) bytes (\\d+) .*comment \"([^\"]+)\"");

    final List<String> log = new ArrayList<>();
    private final Map<Node, String> rules = new TreeMap<>();
    private final Map<Node, Map<String, PacketCount>> counts = new HashMap<>();
    private final Map<Node, String> queues = new HashMap<>();
    private final Map<Link, PacketCount> onProbe = new HashMap<>();
    private String sockets = "";
    private String broken = "nothing";

    /** The next dials from this link's dialler make its rule count so much. */
    synchronized void probeWouldMeet(Link link, PacketCount count) {
        onProbe.put(link, count);
    }

    /** Packets come that this link's rule counts, if it has one. */
    synchronized void traffic(Link link, PacketCount count) {
        Map<String, PacketCount> ofServer = counts.getOrDefault(Node.parse(link.server()), Map.of());
        if (ofServer.containsKey(link.toString())) {
            ofServer.merge(link.toString(), count, PacketCount::plus);
        }
    }

    /** What ss lists as ended when asked to end connections. */
    synchronized void connectionsStand(String list) {
        sockets = list;
    }

    /** What tc prints. */
    synchronized void queuesAre(Node node, String json) {
        queues.put(node, json);
    }

    /** Commands whose line contains this fail. */
    synchronized void breaks(String command) {
        broken = command;
    }

    synchronized boolean hasTable(Node node) {
        return rules.containsKey(node);
    }

    synchronized String rulesOf(Node node) {
        return rules.getOrDefault(node, "");
    }

    @Override
    public synchronized String run(Node node, String stdin, List<String> command) {
        String line = String.join(" ", command);
        log.add(node + ": " + (line.contains("/dev/tcp") ? "dial " + command.get(command.size() - 2) : line));
        if (line.contains(broken)) {
            throw new InjectionException("broken by the test: " + line);
        }
        return switch (command.getFirst()) {
            case "nft" -> line.contains("list") ? list(node) : setRules(node, stdin);
            case "tc" -> queues.getOrDefault(node, "[]");
            case "ss" -> line.contains("-K") ? sockets : "";
            case "bash" -> dial(node);
            default -> "";
        };
    }

    private String setRules(Node node, String text) {
        counts.remove(node);
        rules.remove(node);
        if (!text.contains("delete table")) {
            rules.put(node, text);
            Map<String, PacketCount> fresh = new TreeMap<>();
            counts.put(node, fresh);
            Matcher matcher = RULE.matcher(text);
            while (matcher.find()) {
                PacketCount count = new PacketCount(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
                fresh.merge(matcher.group(4), count, PacketCount::plus);
            }
        }
        return "";
    }

    private String list(Node node) {
        Map<String, PacketCount> counted = counts.get(node);
        if (counted == null) {
            throw new InjectionException("Error: No such file or directory");
        }
        StringBuilder json = new StringBuilder(
                "{\"nftables\": [{\"metainfo\": {\"version\": \"1.0.6\"}}, {\"table\": {\"name\": \"ordeal\"}}");
        counted.forEach((comment, count) -> json.append("""
                , {"rule": {"family": "inet", "table": "ordeal", "chain": "requests", "handle": 3, "comment": "%s", "expr": [\
                {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 9092}}, \
                {"counter": {"packets": %d, "bytes": %d}}, {"drop": null}]}}""".formatted(comment, count.packets(), count.bytes())));
        return json.append("]}").toString();
    }

    private String dial(Node dialler) {
        onProbe.forEach((link, count) -> {
            if (link.dialler().equals(dialler.name())) {
                traffic(link, count);
            }
        });
        return "";
    }
}
