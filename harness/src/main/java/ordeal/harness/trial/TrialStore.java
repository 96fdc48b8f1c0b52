package ordeal.harness.trial;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ordeal.harness.child.FolderClaim;
import ordeal.harness.child.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of one commit's trials, a line of JSON each, written as they come. A line that a killed process left torn is no result, and its
 * trial runs again.
 */
public final class TrialStore {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final Path root;

    private TrialStore(Path root) {
        this.root = root;
    }

    /**
     * The store of a commit below a folder of results; it is made when there is none.
     *
     * @param commit of Ordeal: what another commit's judge has seen says nothing about this one's
     */
    public static TrialStore of(Path results, String commit) throws IOException {
        TrialStore store = new TrialStore(results.resolve("bugs-" + commit.replaceAll("[^\\w.-]", "-")));
        Files.createDirectories(store.runs());
        Files.createDirectories(store.logs());
        return store;
    }

    /** The store's folder. */
    public Path root() {
        return root;
    }

    /** {@code runs}: the run folders. */
    public Path runs() {
        return root.resolve("runs");
    }

    /** {@code logs}: what the runs' processes printed. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** A file for what the trial's next attempt prints; those of earlier attempts stay. */
    Path newLog(Trial trial) {
        String name = trial.key().replace('/', '-');
        Path log = logs().resolve(name + ".log");
        for (int attempt = 2; Files.exists(log); attempt++) {
            log = logs().resolve(name + "-attempt-" + attempt + ".log");
        }
        return log;
    }

    /** Makes this process the only one that adds to the store; empty when another one does. */
    public Optional<FileChannel> claim() throws IOException {
        return FolderClaim.of(root);
    }

    /** The results by their trials' keys; of a trial that ran more than once, the last. */
    public Map<String, TrialResult> read() throws IOException {
        Map<String, TrialResult> results = new LinkedHashMap<>();
        if (Files.exists(file())) {
            for (String line : Files.readAllLines(file())) {
                parse(line).ifPresent(result -> results.put(result.key(), result));
            }
        }
        return results;
    }

    private static Optional<TrialResult> parse(String line) {
        try {
            return line.isBlank() ? Optional.empty() : Optional.of(JSON.readValue(line, TrialResult.class));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** Adds a result. */
    public void add(TrialResult result) throws IOException {
        String line = JSON.writeValueAsString(result) + "\n";
        Files.writeString(
                file(), endsInTornLine() ? "\n" + line : line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private boolean endsInTornLine() throws IOException {
        if (!Files.exists(file())) {
            return false;
        }
        String text = Files.readString(file(), StandardCharsets.UTF_8);
        return !text.isEmpty() && !text.endsWith("\n");
    }

    /** Writes a file of the folder, all or nothing. */
    public void put(String name, String text) throws IOException {
        WholeFile.write(root.resolve(name), text);
    }

    private Path file() {
        return root.resolve("trials.jsonl");
    }
}
