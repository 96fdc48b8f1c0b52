package ordeal.harness.cluster.docker.link;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import ordeal.harness.probe.HarmlessRequest;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;

/**
 * Makes packets on an idle link: dials the server from the dialler's address, as the dialler would.
 *
 * @param shell where a node's probes run
 * @param clients dials as clients do
 * @param addresses every node's IPv4 address
 */
record LinkProbe(NodeShell shell, ClientProbe clients, Map<Node, String> addresses) {
    /** Connects to $1:$2, sends what is on standard input in base64, waits for what comes back. */
    private static final String DIAL =
            "timeout 0.8 bash -c 'exec 3<>\"/dev/tcp/$0/$1\" && base64 -d >&3 && cat <&3' \"$1\" \"$2\" >/dev/null 2>&1 || true";
    /** Connects many times side by side and hangs up: enough packets that what meets few of them meets one. */
    private static final String KNOCK = """
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              timeout 0.4 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" >/dev/null 2>&1 &
            done
            wait""";

    private static final int CLIENT_KNOCKS = 10;
    /** Too short for any protocol of ZooKeeper servers among themselves: they wait for more, and then hang up. */
    private static final byte[] HALF_A_GREETING = new byte[4];

    /** Makes packets in both directions of a link's dial, as far as they get; returns when they had time enough. */
    void send(Link link, LinkBehaviour behaviour) throws InterruptedException {
        Node server = Node.parse(link.server());
        boolean many = behaviour.needsPackets();
        if (link.dialler().equals(Link.CLIENTS)) {
            for (int i = 0; i < (many ? CLIENT_KNOCKS : 1); i++) {
                clients.dial(server, HarmlessRequest.to(server));
            }
            return;
        }
        Node dialler = Node.parse(link.dialler());
        byte[] request = server.isBroker() || dialler.isBroker() ? HarmlessRequest.to(server) : HALF_A_GREETING;
        LinkPath path = LinkPath.of(link, addresses);
        shell.run(
                dialler,
                Base64.getEncoder().encodeToString(request),
                List.of(
                        "bash",
                        "-c",
                        many ? KNOCK : DIAL,
                        "probe",
                        String.valueOf(addresses.get(server)),
                        path.ports().getLast().toString()));
    }
}
