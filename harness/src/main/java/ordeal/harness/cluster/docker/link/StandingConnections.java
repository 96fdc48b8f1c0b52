package ordeal.harness.cluster.docker.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;

/**
 * Ends connections in a node's network namespace through the kernel ({@code ss -K}): the other end gets a reset, and what the node's
 * kernel would still have sent is gone, also when the process that wrote it is dead.
 *
 * @param shell where the commands run
 */
record StandingConnections(NodeShell shell) {
    private static final List<String> CONNECTED = List.of("-t", "state", "connected", "exclude", "time-wait");

    /** Ends the server's connections of this link; returns how many. */
    int end(Node server, LinkPath path) throws InterruptedException {
        return end(server, path.sockets());
    }

    /** Ends all connections of a node, dialled and accepted; returns how many. */
    int endAll(Node node) throws InterruptedException {
        return end(node, List.of());
    }

    private int end(Node node, List<String> filter) throws InterruptedException {
        Set<String> standing = sockets(shell.run(node, "", command("-K", filter)));
        if (standing.isEmpty()) {
            return 0;
        }
        Set<String> remaining = sockets(shell.run(node, "", command("-a", filter)));
        remaining.retainAll(standing);
        if (!remaining.isEmpty()) {
            throw new InjectionException(
                    "the kernel of %s has not ended its connections (does it have INET_DIAG_DESTROY?): %s"
                            .formatted(node, remaining));
        }
        return standing.size();
    }

    private static List<String> command(String action, List<String> filter) {
        List<String> command = new ArrayList<>(List.of("ss", "-H", "-n", action));
        command.addAll(CONNECTED);
        command.addAll(filter);
        return command;
    }

    /** Both ends of each listed socket; its state and queues may change from one list to the next. */
    private static Set<String> sockets(String list) {
        return list.lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields.length >= 5 && fields[0].equals("ESTAB"))
                .map(fields -> fields[3] + " " + fields[4])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
