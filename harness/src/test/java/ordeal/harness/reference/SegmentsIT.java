package ordeal.harness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.history.Payload;
import ordeal.checker.history.Payload.Decoded;
import ordeal.checker.history.Value;
import ordeal.harness.cli.CommandRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file that the reference brokers of a run with every codec left behind, through deaths and pauses, read by Kafka's own tool, which
 * must find nothing wrong with it, and compared with what the clients were told.
 */
class SegmentsIT {
    private static final List<Integer> BROKERS = List.of(1, 2, 3);
    private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
    private static final int ENOUGH_RECORDS = 5_000;
    private static final int OFFSET_INDEX_POSITION = 7;
    private static final int TIME_INDEX_TIMESTAMP = 7;
    private static final int IN_FIRST_BATCH = 80;

    @TempDir
    private static Path results;

    private static RunFolder run;
    private static List<Partition> partitions;
    private static Payload payload;
    private static RunHistory history;
    private static Map<Integer, LogDump> dumps;

    @BeforeAll
    static void runAndDump() throws Exception {
        run = CommandRun.valid(
                results,
                "--system=reference",
                "--time=15s",
                "--warm-up=3s",
                "--faults=kill,pause",
                "--segment-bytes=262144",
                "--broker-config=log.index.interval.bytes=1024",
                "--seed=5");
        partitions = run.readRun().partitions();
        payload = new Payload(run.readRun().seed());
        history = RunHistory.of(run);
        dumps = new TreeMap<>();
        for (int broker : BROKERS) {
            dumps.put(broker, LogDump.of(run.brokerData(broker), results));
        }
    }

    @AfterAll
    static void forget() {
        dumps.clear();
    }

    @Test
    void kafkasToolComplainsAboutNoFile() {
        dumps.forEach((broker, dump) -> assertThat(dump.complaints())
                .as("complaints about broker " + broker)
                .isEmpty());
    }

    @Test
    void theRunLeftSegmentsOfEveryKindBehind() {
        dumps.forEach((broker, dump) -> {
            assertThat(dump.files())
                    .as("files of broker " + broker)
                    .filteredOn(file -> file.toString().endsWith(".log"))
                    .hasSizeGreaterThan(2 * partitions.size());
            assertThat(dump.indexEntryCount())
                    .as("index entries of broker " + broker)
                    .isGreaterThan(100);
            assertThat(dump.codecs().keySet()).as("codecs of broker " + broker).containsAll(CODECS);
            assertThat(dump.leaderEpochs())
                    .as("leader epochs of broker " + broker)
                    .hasSizeGreaterThan(1);
        });
    }

    @Test
    void everyReplicaHoldsEveryAcknowledgedRecordAtItsOffset() {
        forEachReplica((partition, broker, values) -> {
            assertThat(values)
                    .as(partition + " on broker " + broker)
                    .containsAllEntriesOf(history.acknowledged(partition));
            assertThat(history.acknowledged(partition)).hasSizeGreaterThan(ENOUGH_RECORDS / partitions.size());
        });
    }

    @Test
    void everyOtherRecordIsOneWhoseSendNobodyKnowsTheEndOf() {
        forEachReplica((partition, broker, values) -> {
            Set<Value> others = new HashSet<>(values.values());
            assertThat(others)
                    .as("none twice: " + partition + " on broker " + broker)
                    .hasSameSizeAs(values.keySet());
            others.removeAll(history.acknowledged(partition).values());
            assertThat(history.indeterminate())
                    .as("others of " + partition + " on broker " + broker)
                    .containsAll(others);
        });
    }

    @Test
    void noOffsetIsLeftOutAndEveryReplicaHoldsTheSame() {
        forEachReplica((partition, broker, values) -> {
            assertThat(values.lastKey()).as(partition + " on broker " + broker).isEqualTo(values.size() - 1L);
            assertThat(values).as(partition + " on broker " + broker).isEqualTo(values(1, partition));
        });
    }

    @Test
    void aDamagedFileWouldHaveBeenComplainedOf() throws Exception {
        assertThat(complaintsWith(".index", OFFSET_INDEX_POSITION)).isNotEmpty();
        assertThat(complaintsWith(".timeindex", TIME_INDEX_TIMESTAMP)).isNotEmpty();
        assertThat(complaintsWith(".log", IN_FIRST_BATCH)).isNotEmpty();
    }

    /** What the tool says of a copy of a partition, one byte of one file of which is another one. */
    private static List<String> complaintsWith(String suffix, int position) throws Exception {
        Path original = run.brokerData(1).resolve(partitions.getFirst().toString());
        Path copy = results.resolve("copy" + suffix).resolve(original.getFileName());
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path damaged = copy.resolve("0".repeat(20) + suffix);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[position]++;
        Files.write(damaged, bytes);
        return LogDump.of(Objects.requireNonNull(copy.getParent()), results).complaints();
    }

    /** One replica's values. */
    @FunctionalInterface
    private interface Replica {
        void accept(Partition partition, int broker, SortedMap<Long, Value> values);
    }

    private static void forEachReplica(Replica check) {
        for (Partition partition : partitions) {
            for (int broker : BROKERS) {
                check.accept(partition, broker, values(broker, partition));
            }
        }
    }

    private static SortedMap<Long, Value> values(int broker, Partition partition) {
        SortedMap<Long, Value> values = new TreeMap<>();
        Objects.requireNonNull(dumps.get(broker), "a dump of every broker")
                .recordsOf(partition.toString())
                .forEach((offset, hex) -> values.put(offset, value(hex)));
        return values;
    }

    private static Value value(String hex) {
        return switch (payload.decode(HexFormat.of().parseHex(hex))) {
            case Decoded.Genuine genuine -> genuine.value();
            case Decoded.Foreign foreign ->
                throw new AssertionError("nobody in this run wrote " + hex + ": " + foreign);
        };
    }
}
