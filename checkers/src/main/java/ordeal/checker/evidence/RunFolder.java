package ordeal.checker.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.RunDescription;
import tools.jackson.core.JacksonException;

/**
 * Where everything lies in a run folder, and its JSON files read and written.
 *
 * @param root the folder
 */
public record RunFolder(Path root) {
    /** {@code run.json}: what the run is. */
    public Path runFile() {
        return root.resolve("run.json");
    }

    /** {@code history.avro}: what the clients did and saw. */
    public Path historyFile() {
        return root.resolve("history.avro");
    }

    /** {@code faults.jsonl}: what the nemesis did. */
    public Path faultsFile() {
        return root.resolve("faults.jsonl");
    }

    /** {@code verdict.json}: what the checkers say. */
    public Path verdictFile() {
        return root.resolve("verdict.json");
    }

    /** {@code evidence}: what was collected from the nodes. */
    public Path evidence() {
        return root.resolve("evidence");
    }

    /** {@code evidence/collected.json}: what became of each node's evidence. */
    public Path collectionFile() {
        return evidence().resolve("collected.json");
    }

    /** {@code evidence/zookeeper-N/version-2}: transaction logs and snapshots. */
    public Path zookeeperLogs(int zookeeper) {
        return evidence().resolve("zookeeper-" + zookeeper).resolve("version-2");
    }

    /** {@code evidence/broker-N/data}: the broker's log directory. */
    public Path brokerData(int broker) {
        return evidence().resolve("broker-" + broker).resolve("data");
    }

    /** {@code evidence/broker-N/logs}: what the broker logged. */
    public Path brokerLogs(int broker) {
        return evidence().resolve("broker-" + broker).resolve("logs");
    }

    /** {@code evidence/broker-N/journal}: the broker's protocol journal, a file for each of its incarnations. */
    public Path brokerJournal(int broker) {
        return evidence().resolve("broker-" + broker).resolve("journal");
    }

    /** Writes {@code run.json} and creates the folder. */
    public void writeRun(RunDescription run) throws IOException {
        write(runFile(), run);
    }

    /** Reads {@code run.json}. */
    public RunDescription readRun() throws IOException {
        return read(runFile(), RunDescription.class);
    }

    /** Writes {@code collected.json}. */
    public void writeCollection(Collection collection) throws IOException {
        write(collectionFile(), collection);
    }

    /** Reads {@code collected.json}. */
    public Collection readCollection() throws IOException {
        return read(collectionFile(), Collection.class);
    }

    /** Appends a line to {@code faults.jsonl}. Not for several threads at once. */
    public void appendFault(FaultRecord fault) throws IOException {
        FaultLog.append(faultsFile(), fault);
    }

    /** Reads {@code faults.jsonl}. */
    public FaultLog readFaults() throws IOException {
        return FaultLog.read(faultsFile());
    }

    /** Writes beside the target and renames, so that a reader sees all or nothing. */
    private static void write(Path path, Object value) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(fresh, Json.PRETTY.writeValueAsString(value) + "\n");
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static <T> T read(Path path, Class<T> type) throws IOException {
        try {
            return Json.PRETTY.readValue(Files.readAllBytes(path), type);
        } catch (JacksonException e) {
            throw new IOException(
                    String.format(Locale.ROOT, "%s cannot be read: %s", path.getFileName(), e.getOriginalMessage()), e);
        }
    }
}
