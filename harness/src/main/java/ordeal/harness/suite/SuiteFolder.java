package ordeal.harness.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ordeal.harness.child.FolderClaim;
import ordeal.harness.child.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a suite: its file, its state, and its runs.
 *
 * @param root the folder
 */
public record SuiteFolder(Path root) {
    private static final String PREFIX = "suite-";
    private static final DateTimeFormatter FOLDER_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The folder of a suite that begins at this moment. */
    public static SuiteFolder at(Path results, String suite, long startedEpochMs) {
        return new SuiteFolder(
                results.resolve(PREFIX + suite + "-" + FOLDER_TIME.format(Instant.ofEpochMilli(startedEpochMs))));
    }

    /** The newest folder of a suite in which something is left to do. */
    public static Optional<SuiteFolder> latestOpen(Path results, String suite) throws IOException {
        if (!Files.isDirectory(results)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(results)) {
            List<SuiteFolder> newestFirst = folders.filter(
                            folder -> folder.getFileName().toString().startsWith(PREFIX + suite + "-"))
                    .map(SuiteFolder::new)
                    .filter(SuiteFolder::isSuite)
                    .sorted(Comparator.comparing((SuiteFolder folder) ->
                                    folder.root().getFileName().toString())
                            .reversed())
                    .toList();
            for (SuiteFolder folder : newestFirst) {
                SuiteState state = folder.read();
                if (state.name().equals(suite) && state.hasOpenCells()) {
                    return Optional.of(folder);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether there is a suite's state in it. */
    public boolean isSuite() {
        return Files.isReadable(stateFile());
    }

    /** {@code suite.json}. */
    public Path stateFile() {
        return root.resolve("suite.json");
    }

    /** {@code suite.yaml}: the suite's file as it was when the suite began. */
    public Path suiteFile() {
        return root.resolve("suite.yaml");
    }

    /** {@code runs}: the run folders of its cells. */
    public Path runs() {
        return root.resolve("runs");
    }

    /** {@code logs}: what the cells' processes printed. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Makes the folder of a suite that begins. */
    public void create(SuiteState state, String text) throws IOException {
        Files.createDirectories(runs());
        Files.createDirectories(logs());
        Files.writeString(suiteFile(), text);
        write(state);
    }

    /** Writes {@code suite.json}, all or nothing. */
    public void write(SuiteState state) throws IOException {
        put("suite.json", JSON.writeValueAsString(state) + "\n");
    }

    /** Writes a file of the folder, all or nothing. */
    public void put(String name, String text) throws IOException {
        WholeFile.write(root.resolve(name), text);
    }

    /** Reads {@code suite.json}. */
    public SuiteState read() throws IOException {
        try {
            return JSON.readValue(Files.readString(stateFile()), SuiteState.class);
        } catch (JacksonException e) {
            throw new IOException(stateFile() + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** A path below the folder, as {@code suite.json} and pages write it. */
    String relative(Path path) {
        return root.relativize(path).toString();
    }

    /** The run folders that no attempt names, by name: cells left them that were interrupted. */
    public List<Path> runsOfNoAttempt(SuiteState state) throws IOException {
        Set<String> named = new HashSet<>();
        for (CellState cell : state.cells()) {
            for (Attempt attempt : cell.attempts()) {
                if (attempt.run() != null) {
                    named.add(attempt.run());
                }
            }
        }
        try (Stream<Path> folders = Files.list(runs())) {
            return folders.filter(folder -> !Files.isSymbolicLink(folder) && Files.isDirectory(folder))
                    .filter(folder -> !named.contains(relative(folder)))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Makes this process the only one that works on the suite, until the channel is closed or the process has ended.
     *
     * @throws SuiteException when another process works on it
     */
    public FileChannel claim() throws IOException, SuiteException {
        return FolderClaim.of(root)
                .orElseThrow(() -> new SuiteException("The suite in " + root
                        + " is still being carried out by another process: wait for it, or end it."));
    }

    /** What tells a suite's file from a changed one. */
    public static String fingerprint(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
