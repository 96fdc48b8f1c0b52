package ordeal.harness.observe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Finds the ZooKeeper server that leads, by asking each for its mode with the four-letter word {@code srvr}. */
public final class ZooKeeperLeader implements Supplier<OptionalInt> {
    private static final int TIMEOUT_MS = 300;

    private final SortedMap<Integer, InetSocketAddress> servers;

    /** Among these servers, by id. */
    public ZooKeeperLeader(Map<Integer, InetSocketAddress> servers) {
        this.servers = new TreeMap<>(servers);
    }

    /** The server that says it leads, or the only one of a standalone; empty when none says so now. */
    @Override
    public OptionalInt get() {
        if (servers.size() == 1) {
            return OptionalInt.of(servers.firstKey());
        }
        return servers.entrySet().stream()
                .filter(server -> leads(server.getValue()))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean leads(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("Mode: leader");
        } catch (IOException _) {
            return false;
        }
    }
}
