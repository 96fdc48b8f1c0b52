package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What listens on this machine, as the kernel says it. */
public final class Sockets {
    private static final String LISTENING = "0A";

    private Sockets() {}

    /** Every listening socket in the loopback subnet 127.S, over IPv4 and IPv6, as the kernel writes its address. */
    public static List<String> listeningIn(String subnet) throws IOException {
        // Little endian: 127.S.x.y is written YYXXSS7F.
        String suffix = "%02X7F".formatted(Integer.parseInt(subnet));
        List<String> listening = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = Path.of("/proc/net", table);
            if (Files.isReadable(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] fields = line.strip().split(" +", -1);
                    String address =
                            fields.length > 3 ? fields[1].substring(0, Math.max(0, fields[1].indexOf(':'))) : "";
                    if (address.endsWith(suffix) && fields[3].equals(LISTENING)) {
                        listening.add(fields[1]);
                    }
                }
            }
        }
        return listening;
    }
}
