package ordeal.harness.standing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a background harness writes down about its cluster once it is up.
 *
 * @param pid the background harness's process
 * @param startedAtMs when that process started, which tells it from a later one of the same id
 * @param deployment the word for where it runs, such as {@code local}
 * @param system name and version of the system
 * @param bootstrapServers where clients find the brokers
 * @param zookeeperConnect where ZooKeeper answers
 * @param chroot the path below which the brokers keep their nodes
 * @param nodes every node's name, brokers first, and the place where its deployment finds it
 */
public record StandingCluster(
        long pid,
        long startedAtMs,
        String deployment,
        String system,
        String bootstrapServers,
        String zookeeperConnect,
        String chroot,
        Map<String, String> nodes) {
    private static final String STATE_FILE = "cluster.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public StandingCluster {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /** The cluster of a folder whose background harness lives; empty when there is none. */
    public static Optional<StandingCluster> in(Path folder) throws IOException {
        return noted(folder).filter(cluster -> cluster.process().isPresent());
    }

    /** The cluster of a folder that is up, or was when its background harness was killed; empty when there is none. */
    public static Optional<StandingCluster> noted(Path folder) throws IOException {
        Path file = folder.resolve(STATE_FILE);
        return Files.isReadable(file)
                ? Optional.of(JSON.readValue(Files.readString(file), StandingCluster.class))
                : Optional.empty();
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

    /** From now on a folder has no cluster. */
    public static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(STATE_FILE));
    }
}
