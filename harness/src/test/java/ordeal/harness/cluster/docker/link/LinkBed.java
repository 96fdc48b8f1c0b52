package ordeal.harness.cluster.docker.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import ordeal.harness.cluster.docker.engine.DockerCli;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;

/**
 * A bridge network with three brokers' holders on it, and in the namespace of broker-1 a container that plays the broker: a server on the
 * peers' and on the clients' port.
 */
final class LinkBed {
    static final Node SERVER = Node.broker(1);
    private static final String IMAGE = "debian:bookworm-slim";
    private static final String PREFIX =
            "ordeal-link-it-" + ProcessHandle.current().pid();
    private static final int FIRST_SUBNET = 180;
    private static final int LAST_SUBNET = 220;

    private final Map<Node, String> addresses;

    private LinkBed(int subnet) {
        Map<Node, String> made = new TreeMap<>();
        for (int id = 1; id <= 3; id++) {
            made.put(Node.broker(id), "10.213.%d.1%d".formatted(subnet, id));
        }
        this.addresses = Map.copyOf(made);
    }

    /** Starts everything. */
    static LinkBed start() throws InterruptedException, IOException {
        LinkBed bed = new LinkBed(network());
        try {
            for (Node node : bed.addresses.keySet()) {
                bed.startHolder(node);
            }
            bed.startServer();
        } catch (InterruptedException | IOException | RuntimeException e) {
            bed.close();
            throw e;
        }
        return bed;
    }

    private static int network() throws InterruptedException {
        for (int subnet = FIRST_SUBNET; subnet < LAST_SUBNET; subnet++) {
            try {
                DockerCli.run("", "network", "create", "--subnet", "10.213." + subnet + ".0/24", PREFIX);
                return subnet;
            } catch (InjectionException e) {
                if (!String.valueOf(e.getMessage()).contains("overlaps")) {
                    throw e;
                }
            }
        }
        throw new InjectionException("no subnet is free");
    }

    private void startHolder(Node node) throws InterruptedException {
        List<String> published = node.equals(SERVER) ? List.of("--publish", "127.0.0.1::9093") : List.of();
        DockerCli.run(
                "",
                Stream.of(
                                List.of("run", "--detach", "--name", holder(node), "--network", PREFIX),
                                List.of("--ip", address(node), "--cap-drop", "ALL", "--cap-add", "NET_ADMIN"),
                                published,
                                List.of(IMAGE, "sleep", "3600"))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    private void startServer() throws InterruptedException, IOException {
        try (InputStream in = LinkBed.class.getResourceAsStream("talker.pl")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            DockerCli.run(
                    "",
                    "run",
                    "--detach",
                    "--name",
                    server(),
                    "--network",
                    "container:" + holder(SERVER),
                    IMAGE,
                    "perl",
                    "-e",
                    script,
                    "9092",
                    "9093");
        }
        awaitServer();
    }

    /** Kills the server's container and starts it again; its holder stays. */
    void killAndRestartServer() throws InterruptedException {
        killServer();
        startServerAgain();
    }

    void startServerAgain() throws InterruptedException {
        DockerCli.run("", "start", server());
        awaitServer();
    }

    void killServer() throws InterruptedException {
        DockerCli.run("", "kill", server());
    }

    private void awaitServer() throws InterruptedException {
        String listening = "ss -H -t -l -n sport = :9093 | grep -q .";
        shell().run(
                        SERVER,
                        "",
                        List.of(
                                "bash",
                                "-c",
                                "for i in {1..100}; do " + listening + " && exit 0; sleep 0.1; done; exit 1"));
    }

    NodeShell shell() {
        return (node, stdin, command) -> DockerCli.run(
                stdin,
                Stream.concat(Stream.of("exec", "-i", holder(node)), command.stream())
                        .toArray(String[]::new));
    }

    Map<Node, String> addresses() {
        return addresses;
    }

    /** Where clients on this machine find the server. */
    InetSocketAddress published() throws InterruptedException {
        String address = DockerCli.run("", "port", holder(SERVER), "9093/tcp").strip();
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    /** Dials the server's port from another node. */
    Dial dial(Node dialler, int port) {
        return Dial.from(holder(dialler), address(SERVER), port);
    }

    private String address(Node node) {
        return String.valueOf(addresses.get(node));
    }

    private static String holder(Node node) {
        return PREFIX + "-" + node.name();
    }

    private static String server() {
        return PREFIX + "-server";
    }

    /** Removes everything. */
    void close() throws InterruptedException {
        DockerCli.run("", "rm", "--force", server(), holder(SERVER), holder(Node.broker(2)), holder(Node.broker(3)));
        DockerCli.run("", "network", "rm", PREFIX);
    }
}
