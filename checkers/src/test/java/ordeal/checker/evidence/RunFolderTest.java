package ordeal.checker.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.history.Phase;
import ordeal.checker.journal.JournalReader;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RunFolderTest {
    private static final EvidenceLoaders LOADERS = new EvidenceLoaders(
            (_, _, logs) -> {
                throw new IOException("torn log in " + logs.keySet());
            },
            (_, _, _) -> new Part.Present<>(Map.<Integer, ReplicaLog>of()),
            (_, _) -> new Part.Present<>(List.of()),
            JournalReader::load);

    @TempDir
    Path root;

    private RunFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new RunFolder(root);
    }

    @Test
    void readsBackRunAndCollection() throws IOException {
        folder.writeRun(run());
        assertThat(folder.readRun()).isEqualTo(run());
        Collection collection = new Collection(
                1, 99, List.of(0x1234L), Map.of(0, new Collection.NodeEvidence(false, "gone")), Map.of());
        folder.writeCollection(collection);
        assertThat(folder.readCollection()).isEqualTo(collection);
    }

    @Test
    void takesTheStandardFloorsWhereNoneAreWrittenDown() throws IOException {
        folder.writeRun(run());
        JsonNode written = JsonMapper.shared().readTree(Files.readString(folder.runFile()));
        assertThat(written.path("floors").path("polledPercent").asDouble()).isEqualTo(1);
        Files.writeString(
                folder.runFile(), ((ObjectNode) written).without("floors").toString());
        assertThat(folder.readRun()).isEqualTo(run());
    }

    @Test
    void lastLineOfFaultCounts() throws IOException {
        folder.appendFault(fault(1, FaultRecord.Status.INJECTED));
        folder.appendFault(fault(2, FaultRecord.Status.SKIPPED));
        folder.appendFault(fault(1, FaultRecord.Status.HEALED));
        FaultLog log = folder.readFaults();
        assertThat(log.faults())
                .containsExactly(fault(1, FaultRecord.Status.HEALED), fault(2, FaultRecord.Status.SKIPPED));
        assertThat(log.torn()).isEmpty();
    }

    @Test
    void readsFaultsFromBeforeHeldLinksWereRecorded() throws IOException {
        folder.appendFault(fault(1, FaultRecord.Status.HEALED));
        String line = Files.readString(folder.faultsFile());
        String before = line.replace("\"heldLinks\":[],", "");
        assertThat(before).isNotEqualTo(line);
        Files.writeString(folder.faultsFile(), before);
        assertThat(folder.readFaults().faults()).containsExactly(fault(1, FaultRecord.Status.HEALED));
    }

    @Test
    void toleratesTornLastLineOfFaultsAndSaysSo() throws IOException {
        folder.appendFault(fault(1, FaultRecord.Status.INJECTED));
        Files.writeString(folder.faultsFile(), "{\"id\":2,\"ki", StandardOpenOption.APPEND);
        FaultLog log = folder.readFaults();
        assertThat(log.faults()).containsExactly(fault(1, FaultRecord.Status.INJECTED));
        assertThat(log.torn()).hasValueSatisfying(text -> assertThat(text).contains("torn"));
    }

    @Test
    void refusesBrokenLineAmongFaults() throws IOException {
        Files.writeString(folder.faultsFile(), "{\"id\":2,\"ki\n");
        assertThatThrownBy(() -> folder.readFaults())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void absentFaultsAreNone() throws IOException {
        assertThat(folder.readFaults().faults()).isEmpty();
    }

    @Test
    void evidenceOfRunCutShortNamesWhatIsMissing() throws IOException {
        folder.writeRun(run());
        RecordedEvidence evidence = RecordedEvidence.open(folder, LOADERS);
        assertThat(evidence.history()).isInstanceOf(Part.Missing.class);
        assertThat(evidence.collection()).isInstanceOf(Part.Missing.class);
        assertThat(evidence.zookeeper()).isInstanceOf(Part.Missing.class);
        assertThat(evidence.replicas()).containsOnlyKeys(0, 1, 2);
        assertThat(evidence.replicas().get(1)).isInstanceOf(Part.Missing.class);
    }

    @Test
    void evidenceLoadsEachPieceThroughItsLoader() throws IOException {
        folder.writeRun(run());
        folder.appendFault(fault(1, FaultRecord.Status.HEALED));
        try (HistoryWriter writer = HistoryWriter.create(folder.historyFile())) {
            writer.append(new HistoryEvent.PhaseStarted(Phase.ENDED, 1));
        }
        Collection.NodeEvidence whole = new Collection.NodeEvidence(true, "");
        Collection.NodeEvidence partial = new Collection.NodeEvidence(false, "disk unreadable");
        folder.writeCollection(new Collection(1, 9, List.of(), Map.of(0, whole, 1, partial), Map.of(1, whole)));
        RecordedEvidence evidence = RecordedEvidence.open(folder, LOADERS);
        assertThat(evidence.history()).isInstanceOf(Part.Present.class);
        assertThat(evidence.faults()).isEqualTo(new Part.Present<>(List.of(fault(1, FaultRecord.Status.HEALED))));
        assertThat(evidence.replicas().get(0)).isInstanceOf(Part.Present.class);
        assertThat(evidence.replicas().get(1)).isEqualTo(new Part.Missing<>("broker-1: disk unreadable"));
        assertThat(evidence.replicas().get(2)).isEqualTo(new Part.Missing<>("broker-2: nothing was collected"));
        assertThat(evidence.zookeeper()).isEqualTo(new Part.Missing<>("IOException: torn log in [1]"));
        assertThat(evidence.roleChanges()).isSameAs(evidence.roleChanges());
    }

    @Test
    void leadershipsComeFromTheJournalsOfASystemThatKeepsThem() throws IOException {
        folder.writeRun(run("journal"));
        Collection.NodeEvidence whole = new Collection.NodeEvidence(true, "");
        folder.writeCollection(new Collection(1, 9, List.of(), Map.of(0, whole, 1, whole, 2, whole), Map.of(1, whole)));
        for (int broker = 0; broker < 3; broker++) {
            Files.createDirectories(folder.brokerJournal(broker));
            Files.writeString(folder.brokerJournal(broker).resolve("journal-17.jsonl"), """
                    {"sequence":1,"epochMs":7,"event":"became-leader","topic":"t","partition":%d,"partitionEpoch":0,\
                    "leaderEpoch":0,"startOffset":3,"logStartOffset":0,"highWatermark":2,"isr":[1,2]}
                    """.formatted(broker));
        }
        RecordedEvidence evidence = RecordedEvidence.open(folder, LOADERS);
        assertThat(evidence.journals()).containsOnlyKeys(0, 1, 2);
        assertThat(evidence.roleChanges())
                .isInstanceOfSatisfying(
                        Part.Present.class,
                        part -> assertThat((List<?>) part.value()).hasSize(3));
        Files.delete(folder.brokerJournal(2).resolve("journal-17.jsonl"));
        RecordedEvidence partial = RecordedEvidence.open(folder, LOADERS);
        assertThat(partial.journals().get(2)).isEqualTo(new Part.Missing<>("broker 2 left no journal"));
        assertThat(partial.roleChanges()).isEqualTo(new Part.Missing<>("broker 2 left no journal"));
    }

    private static FaultRecord fault(int id, FaultRecord.Status status) {
        return new FaultRecord(
                id,
                "kill",
                "kill the leader of t-0",
                status,
                List.of("broker-1"),
                5,
                6,
                7,
                List.of("process 7 is gone"),
                List.of(new FaultRecord.DataLoss(1, "t", 0, 17, 100, 6)),
                null);
    }

    private static RunDescription run() {
        return run("state-change-log");
    }

    private static RunDescription run(String evidence) {
        return new RunDescription(
                1,
                "nightly",
                "ordeal run --seed 7",
                7,
                1_700_000_000_000L,
                new RunDescription.TestedSystem("kafka-3.9", "3.9.2", "25", List.of(evidence)),
                new RunDescription.Environment("0.1.0", "abc", "25.0.1", Map.of("kernel", "6.1")),
                new RunDescription.Cluster(
                        "local", List.of(0, 1, 2), List.of(1), "/kafka", 3000, 2000, Map.of("a", "1", "b", "2")),
                List.of(new RunDescription.Topic("t", 3, 3, 2, false, null, 1 << 20)),
                new RunDescription.Workload(
                        "all", true, 5, 4, 2, 500.0, 100, 1000, List.of("none", "lz4"), Map.of("linger.ms", "5")),
                new RunDescription.FaultSettings("random", 5000, 60_000, 1, false),
                30_000,
                RunDescription.Floors.STANDARD);
    }

    @Test
    void reasonsDoNotSayWhereTheFolderLies() throws IOException {
        folder.writeRun(run());
        Evidence evidence = RecordedEvidence.open(folder, LOADERS);
        assertThat(evidence.history())
                .isInstanceOfSatisfying(
                        Part.Missing.class,
                        missing -> assertThat(missing.reason())
                                .contains("history.avro")
                                .doesNotContain(root.toString()));
    }
}
