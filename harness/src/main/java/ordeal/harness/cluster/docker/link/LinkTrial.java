package ordeal.harness.cluster.docker.link;

import java.util.List;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;

/**
 * What the kernel under the containers can do to links, found out by trying: rules are checked by the kernel and not set, queues are made
 * on a device of their own that carries nothing and is removed again.
 *
 * @param cut whether links can be held, reset and refused
 * @param loss whether packets can be dropped at random
 * @param deaf whether only packets that carry bytes can be dropped
 * @param rate whether links can be throttled
 * @param delay whether links can be delayed
 * @param reorder whether packets can overtake each other
 * @param duplicate whether packets can be delivered twice
 * @param corrupt whether bits can be flipped
 */
public record LinkTrial(
        Availability cut,
        Availability loss,
        Availability deaf,
        Availability rate,
        Availability delay,
        Availability reorder,
        Availability duplicate,
        Availability corrupt) {
    private static final String DEVICE = "ordeal-try";
    private static final List<String> CHECK_RULES = List.of("nft", "-c", "-f", "-");

    /** Tries everything in this node's network namespace; a few tenths of a second. */
    public static LinkTrial in(Node node, NodeShell shell) throws InterruptedException {
        return new LinkTrial(
                rule(node, shell, "tcp flags & rst == 0 counter reject with tcp reset"),
                rule(node, shell, "numgen random mod 100 < 50 counter drop"),
                rule(node, shell, "tcp doff 5 ip length > 40 counter drop"),
                queues(node, shell, "tc tbf behind htb, u32 and an ifb", new LinkBehaviour.Throttle(10_000)),
                queues(node, shell, "tc netem", new LinkBehaviour.Delay(10, 5)),
                queues(node, shell, "tc netem that reorders", new LinkBehaviour.Reorder(25, 10)),
                queues(
                        node,
                        shell,
                        "tc netem that duplicates beside others",
                        new LinkBehaviour.Duplicate(10),
                        new LinkBehaviour.Duplicate(20),
                        new LinkBehaviour.Delay(10, 5)),
                queues(node, shell, "tc netem that corrupts", new LinkBehaviour.Corrupt(10)));
    }

    /** A kernel on which nothing could be tried, for this reason. */
    public static LinkTrial none(String reason) {
        Availability no = new Availability.Unavailable(reason);
        return new LinkTrial(no, no, no, no, no, no, no, no);
    }

    private static Availability rule(Node node, NodeShell shell, String rule) throws InterruptedException {
        String rules = """
                add table inet %1$s
                add chain inet %1$s requests { type filter hook input priority 0; policy accept; }
                add rule inet %1$s requests ip saddr 127.0.0.1 tcp dport 9 %2$s comment "a trial"
                """.formatted(DEVICE, rule);
        return attempt(node, shell, rules, CHECK_RULES, "nft '" + rule + "'");
    }

    /** Several on one device, as the links of a server have them: some kernels refuse queues that duplicate beside each other. */
    private static Availability queues(Node node, NodeShell shell, String name, LinkBehaviour... behaviours)
            throws InterruptedException {
        StringBuilder queues = new StringBuilder();
        for (int i = 1; i <= behaviours.length; i++) {
            queues.append(
                    TrafficShaping.classAndQueue(DEVICE, "1:" + i, "1" + i + ":", Shape.queue(behaviours[i - 1])));
        }
        String match = "protocol ip prio 1 u32 match ip src 127.0.0.1/32";
        String script = """
                ip link add %1$s type ifb
                trap 'ip link del %1$s' EXIT
                tc qdisc add dev %1$s root handle 1: htb
                %2$s
                tc filter add dev %1$s parent 1: %3$s flowid 1:1
                tc qdisc add dev %1$s handle ffff: ingress
                tc filter add dev %1$s parent ffff: %3$s action mirred egress redirect dev %1$s
                """.formatted(DEVICE, queues.toString().strip(), match);
        return attempt(node, shell, script, List.of("sh", "-e"), name);
    }

    private static Availability attempt(Node node, NodeShell shell, String stdin, List<String> command, String name)
            throws InterruptedException {
        try {
            shell.run(node, stdin, command);
            return new Availability.Available();
        } catch (InjectionException e) {
            return new Availability.Unavailable(
                    "the engine's kernel, or its image, has no %s: %s".formatted(name, e.getMessage()));
        }
    }
}
