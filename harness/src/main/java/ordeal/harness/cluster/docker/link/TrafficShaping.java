package ordeal.harness.cluster.docker.link;

import java.util.List;
import java.util.Map;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Node;

/**
 * The queues of tc in which packets of one server's links wait, as a script for {@code sh -e}. Answers wait on their way out of the
 * server's device; requests are led through a device of our own (an ifb) and wait on their way out of that. Each link has a class with
 * a queue of its own; packets of no shaped link pass both devices at once.
 *
 * @param addresses every node's IPv4 address
 */
record TrafficShaping(Map<Node, String> addresses) {
    private static final String CLEAN = """
            tc qdisc del dev %1$s root 2>/dev/null || true
            tc qdisc del dev %1$s ingress 2>/dev/null || true
            ip link del %2$s 2>/dev/null || true
            """.formatted(Shape.DEVICE, Shape.INBOUND_DEVICE);

    TrafficShaping {
        addresses = Map.copyOf(addresses);
    }

    /** Makes these queues in place of whatever there is; what waits in old ones is lost, and its senders send it again. */
    String script(List<Shape> shapes) {
        StringBuilder script = new StringBuilder(CLEAN);
        if (shapes.stream().anyMatch(shape -> shape.link().direction() == Direction.REQUEST)) {
            script.append("ip link add %s type ifb\n".formatted(Shape.INBOUND_DEVICE));
            script.append("ip link set %s up\n".formatted(Shape.INBOUND_DEVICE));
            script.append("tc qdisc add dev %s root handle 1: htb\n".formatted(Shape.INBOUND_DEVICE));
            script.append("tc qdisc add dev %s handle ffff: ingress\n".formatted(Shape.DEVICE));
        }
        if (shapes.stream().anyMatch(shape -> shape.link().direction() == Direction.ANSWER)) {
            script.append("tc qdisc add dev %s root handle 1: htb\n".formatted(Shape.DEVICE));
        }
        for (Shape shape : shapes) {
            append(shape, script);
        }
        return script.toString();
    }

    /** The queue comes before the filters that lead to it, and inbound packets are led to the device last. */
    private void append(Shape shape, StringBuilder script) {
        script.append(classAndQueue(shape.device(), shape.classId(), shape.handle(), shape.queue()));
        List<String> matches = LinkPath.of(shape.link(), addresses).u32();
        for (String match : matches) {
            script.append("tc filter add dev %s parent 1: protocol ip prio 1 %s flowid %s\n"
                    .formatted(shape.device(), match, shape.classId()));
        }
        if (shape.link().direction() == Direction.REQUEST) {
            for (String match : matches) {
                script.append(
                        "tc filter add dev %s parent ffff: protocol ip prio 1 %s action mirred egress redirect dev %s\n"
                                .formatted(Shape.DEVICE, match, Shape.INBOUND_DEVICE));
            }
        }
    }

    /** The class itself limits nothing. */
    static String classAndQueue(String device, String classId, String handle, String queue) {
        return """
                tc class add dev %1$s parent 1: classid %2$s htb rate 10gbit quantum 60000
                tc qdisc add dev %1$s parent %2$s handle %3$s %4$s
                """.formatted(device, classId, handle, queue);
    }
}
