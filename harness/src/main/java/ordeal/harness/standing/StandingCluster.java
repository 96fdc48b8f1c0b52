package ordeal.harness.standing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a background harness writes down about its cluster once it is up.
 *
 * @param pid the background harness's process
 * @param startedAtMs when that process started, which tells it from a later one of the same id
 * @param system name and version of the system
 * @param bootstrapServers where clients find the brokers
 * @param zookeeperConnect where ZooKeeper answers
 * @param chroot the path below which the brokers keep their nodes
 * @param nodes the nodes' names
 */
public record StandingCluster(
        long pid,
        long startedAtMs,
        String system,
        String bootstrapServers,
        String zookeeperConnect,
        String chroot,
        List<String> nodes) {
    private static final String STATE_FILE = "cluster.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public StandingCluster {
        nodes = List.copyOf(nodes);
    }

    /** The cluster of a folder whose background harness lives; empty when there is none. */
    public static Optional<StandingCluster> in(Path folder) throws IOException {
        Path file = folder.resolve(STATE_FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        StandingCluster cluster = JSON.readValue(Files.readString(file), StandingCluster.class);
        return cluster.process().isPresent() ? Optional.of(cluster) : Optional.empty();
    }

    /** The background harness's process, if it still lives. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(process -> startMs(process) == startedAtMs);
    }

    /** When a process started, as the state file notes it. */
    static long startMs(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    void write(Path folder) throws IOException {
        Path partial = folder.resolve(STATE_FILE + ".partial");
        Files.writeString(partial, JSON.writeValueAsString(this));
        Files.move(partial, folder.resolve(STATE_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(STATE_FILE));
    }
}
