package ordeal.broker.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import ordeal.broker.rules.ReplicationRules;
import org.slf4j.LoggerFactory;

/** Lives through some seeds in a process of its own, and prints a digest of each trace: what a process adds by itself would show. */
final class Digests {
    private Digests() {}

    /** Prints one line for each seed given. */
    public static void main(String[] seeds) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        for (String seed : seeds) {
            System.out.println(of(Long.parseLong(seed)));
        }
    }

    static String of(long seed) {
        CRC32C digest = new CRC32C();
        Trace trace = Simulation.run(seed, new ReplicationRules()).trace();
        digest.update(trace.text(Integer.MAX_VALUE).getBytes(StandardCharsets.UTF_8));
        return "%d: %d lines, %08x".formatted(seed, trace.size(), digest.getValue());
    }
}
