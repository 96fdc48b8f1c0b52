package ordeal.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.log.PartitionLog.EpochStart;
import ordeal.broker.log.file.FileLogStorage;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker finds after its folder was left in some state. Killed brokers are played by logs that nobody closes. */
class FileRecoveryTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final int SEGMENT_BYTES = 400;

    @TempDir
    Path folder;

    private final SteppedEventLoop loop = new SteppedEventLoop();
    private FileLogStorage storage;
    private Logs logs;
    private PartitionLog log;

    @BeforeEach
    void writeTwentyBatches() {
        storage = FileLogStorage.open(folder, loop);
        logs = open(Batches.segmentsOf(SEGMENT_BYTES));
        log = logs.getOrCreate(PARTITION, new Uuid(1, 2), Batches.segmentsOf(SEGMENT_BYTES));
        for (int i = 0; i < 20; i++) {
            log.appendAsLeader(Batches.idempotent(9, 0, i, 1), i / 6);
        }
    }

    @AfterEach
    void giveTheFolderFree() {
        storage.close();
    }

    private Logs open(TopicSettings settings) {
        return new Logs(
                loop,
                storage,
                new BrokerConfig.Log(300_000, 60_000, Long.MAX_VALUE, Long.MAX_VALUE),
                settings,
                5000,
                new ReplicationRules());
    }

    private void kill() {
        storage.close();
    }

    private void start() {
        storage = FileLogStorage.open(folder, loop);
        logs = open(Batches.segmentsOf(SEGMENT_BYTES));
        log = logs.get(PARTITION).orElseThrow();
    }

    private Path partition() {
        return folder.resolve("orders-0");
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(partition())) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private Path lastSegment() throws IOException {
        return files(".log").getLast();
    }

    private void cutBytes(Path file, long count) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(access.length() - count);
        }
    }

    private void flip(Path file, long position) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            int before = access.read();
            access.seek(position);
            access.write(before ^ 1);
        }
    }

    /** What Kafka's own reader finds in all segments. */
    private List<Long> offsetsOnDisk() throws IOException {
        List<Long> offsets = new ArrayList<>();
        for (Path file : files(".log")) {
            try (FileRecords records = FileRecords.open(file.toFile(), false)) {
                for (FileChannelRecordBatch batch : records.batches()) {
                    batch.ensureValid();
                    batch.forEach(record -> offsets.add(record.offset()));
                }
            }
        }
        return offsets;
    }

    private void assertHolds(int count) throws IOException {
        assertThat(log.logEndOffset()).isEqualTo(count);
        assertThat(offsetsOnDisk()).hasSize(count).isSorted().doesNotHaveDuplicates();
        List<Long> read = new ArrayList<>();
        while (read.size() < count) {
            MemoryRecords records = Batches.toMemory(log.read(read.size(), count, 1 << 20, true));
            records.records().forEach(record -> read.add(record.offset()));
        }
        assertThat(read).isEqualTo(offsetsOnDisk());
        assertThat(log.epochs())
                .allSatisfy(entry -> assertThat(entry.startOffset()).isLessThan(count));
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, count + 1, 1), 9))
                .as("the producers are known up to the end")
                .isInstanceOf(AppendResult.Rejected.class);
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, count, 1), 9))
                .isEqualTo(new AppendResult.Appended(count, count, -1));
    }

    @Test
    void filesAreNamedAndOrderedAsKafkaDoes() throws IOException {
        assertThat(files(".log").getFirst().getFileName().toString()).isEqualTo("00000000000000000000.log");
        assertThat(files(".log")).hasSizeGreaterThan(3);
        assertThat(files(".index")).hasSameSizeAs(files(".log"));
        assertThat(files(".timeindex")).hasSameSizeAs(files(".log"));
        assertThat(Files.readString(partition().resolve("partition.metadata")))
                .isEqualTo("version: 0\ntopic_id: " + new Uuid(1, 2));
        assertThat(Files.readString(partition().resolve("leader-epoch-checkpoint")))
                .isEqualTo("0\n4\n0 0\n1 6\n2 12\n3 18\n");
        log.setHighWatermark(7);
        logs.close();
        assertThat(Files.readString(folder.resolve("replication-offset-checkpoint")))
                .isEqualTo("0\n1\norders 0 7\n");
        assertThat(Files.readString(folder.resolve("recovery-point-offset-checkpoint")))
                .isEqualTo("0\n1\norders 0 20\n");
        assertThat(Files.readString(folder.resolve("log-start-offset-checkpoint")))
                .isEqualTo("0\n1\norders 0 0\n");
        assertThat(Files.readString(folder.resolve(".kafka_cleanshutdown")))
                .isEqualTo("{\"version\":0,\"brokerEpoch\":-1}");
        assertThat(files(".snapshot").getLast().getFileName().toString()).isEqualTo("00000000000000000020.snapshot");
    }

    @Test
    void nothingIsExaminedAfterACleanStop() throws IOException {
        logs.close();
        flip(files(".log").getFirst(), 70);
        start();
        assertThat(log.recovery()).isEqualTo(Recovery.none(20));
        assertThat(Files.exists(folder.resolve(".kafka_cleanshutdown"))).isFalse();
    }

    @Test
    void nothingIsLostWhenTheBrokerIsKilled() throws IOException {
        List<EpochStart> epochs = log.epochs();
        kill();
        start();
        assertThat(log.recovery()).isEqualTo(new Recovery(true, 0, 20, 0));
        assertThat(log.epochs()).isEqualTo(epochs);
        assertHolds(20);
    }

    @Test
    void aTornTailIsCut() throws IOException {
        kill();
        cutBytes(lastSegment(), 3);
        start();
        assertThat(log.recovery().cutBytes()).isPositive();
        assertHolds(19);
    }

    @Test
    void garbageAfterTheEndIsCut() throws IOException {
        kill();
        Files.write(lastSegment(), new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        start();
        assertThat(log.recovery()).isEqualTo(new Recovery(true, 0, 20, 5));
        assertHolds(20);
    }

    @Test
    void zerosAfterTheEndAreCut() throws IOException {
        kill();
        Files.write(lastSegment(), new byte[4096], StandardOpenOption.APPEND);
        start();
        assertThat(log.recovery().cutBytes()).isEqualTo(4096);
        assertHolds(20);
    }

    @Test
    void aFlippedByteCutsItsBatchAndAllLaterSegments() throws IOException {
        kill();
        Path second = files(".log").get(1);
        int expected = Integer.parseInt(second.getFileName().toString().substring(0, 20));
        flip(second, 65);
        start();
        assertThat(log.recovery().endOffset()).isEqualTo(expected);
        assertThat(files(".log")).hasSize(2);
        assertHolds(expected);
    }

    @Test
    void aMissingTailOfASealedSegmentCutsAllLaterSegments() throws IOException {
        kill();
        Path second = files(".log").get(1);
        int third =
                Integer.parseInt(files(".log").get(2).getFileName().toString().substring(0, 20));
        cutBytes(second, Files.size(second) / 3);
        start();
        assertThat((int) log.logEndOffset()).isLessThan(third);
        assertHolds((int) log.logEndOffset());
    }

    @Test
    void missingAndDamagedIndexesAreMadeAnew() throws IOException {
        logs.close();
        Files.delete(files(".index").getFirst());
        cutBytes(files(".timeindex").get(1), 1);
        Files.write(files(".index").getLast(), new byte[] {0, 0, 0, 9, 0, 0, 9, 9}, StandardOpenOption.APPEND);
        start();
        assertThat(log.logEndOffset()).isEqualTo(20);
        assertThat(log.recovery().cutBytes()).isZero();
        assertHolds(20);
        for (Path index : files(".index")) {
            assertThat(Files.size(index) % 8).isZero();
        }
    }

    @Test
    void aMissingOrDamagedEpochFileIsMadeAnew() throws IOException {
        List<EpochStart> epochs = log.epochs();
        logs.close();
        Files.delete(partition().resolve("leader-epoch-checkpoint"));
        start();
        assertThat(log.epochs()).isEqualTo(epochs);
        logs.close();
        Files.writeString(partition().resolve("leader-epoch-checkpoint"), "0\n3\n0 0\n");
        start();
        assertThat(log.epochs()).isEqualTo(epochs);
    }

    @Test
    void aDamagedProducerSnapshotIsPassedOver() throws IOException {
        logs.close();
        flip(files(".snapshot").getLast(), 12);
        start();
        assertHolds(20);
    }

    @Test
    void emptyFilesAfterALossOfPowerAreNoObstacle() throws IOException {
        kill();
        for (Path file : files("")) {
            if (!file.toString().endsWith(".log")) {
                Files.write(file, new byte[0]);
            }
        }
        Files.write(folder.resolve("recovery-point-offset-checkpoint"), new byte[0]);
        start();
        assertThat(log.topicId()).isEqualTo(Uuid.ZERO_UUID);
        assertHolds(20);
    }

    @Test
    void whatLiesBelowTheRecoveryPointIsNotExamined() throws IOException {
        loop.runUntil(() -> log.recoveryPoint() >= 15);
        long recoveryPoint = log.recoveryPoint();
        loop.advance(60_000);
        kill();
        start();
        assertThat(log.recovery().scanned()).isTrue();
        assertThat(log.recovery().scannedFrom()).isBetween(12L, recoveryPoint);
        assertHolds(20);
    }

    @Test
    void aCutBelowTheRecoveryPointIsWrittenDownFirst() throws IOException {
        loop.runUntil(() -> log.recoveryPoint() >= 15);
        loop.advance(60_000);
        log.truncateTo(5);
        assertThat(Files.readString(folder.resolve("recovery-point-offset-checkpoint")))
                .isEqualTo("0\n1\norders 0 5\n");
        kill();
        start();
        assertHolds(5);
    }

    @Test
    void aLogThatEndsBelowItsStartBeginsThere() throws IOException {
        log.setHighWatermark(20);
        log.raiseLogStart(18);
        loop.advance(60_000);
        kill();
        for (Path file : files(".log")) {
            Files.write(file, new byte[0]);
        }
        start();
        assertThat(log.logStartOffset()).isEqualTo(18);
        assertThat(log.logEndOffset()).isEqualTo(18);
    }

    @Test
    void leftoversAreSweptAway() throws IOException {
        logs.close();
        Files.writeString(partition().resolve("00000000000000000000.log.deleted"), "x");
        Files.writeString(partition().resolve("leader-epoch-checkpoint.tmp"), "x");
        Files.writeString(partition().resolve("00000000000000000999.index"), "x");
        Files.createDirectories(folder.resolve("old-0.abc-delete"));
        start();
        storage.close();
        assertThat(files(".deleted")).isEmpty();
        assertThat(files(".tmp")).isEmpty();
        assertThat(files("999.index")).isEmpty();
        assertThat(folder.resolve("old-0.abc-delete")).doesNotExist();
    }

    @Test
    void twoBrokersCannotShareAFolder() {
        assertThatThrownBy(() -> FileLogStorage.open(folder, loop))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("used by another broker");
    }

    @Test
    void aSliceOfADeletedSegmentCanStillBeRead() {
        FetchedRecords fetched = log.read(0, 20, 1 << 20, true);
        log.configure(Batches.settings(SEGMENT_BYTES, 1, -1, Long.MAX_VALUE));
        log.setHighWatermark(20);
        log.retain();
        loop.advance(1000);
        assertThat(log.logStartOffset()).isEqualTo(20);
        assertThat(Batches.toMemory(fetched).records()).isNotEmpty();
    }

    @Test
    void deletedSegmentsFilesGoAfterTheDelay() throws IOException {
        log.setHighWatermark(20);
        log.raiseLogStart(15);
        log.retain();
        assertThat(files(".deleted")).isNotEmpty();
        loop.advance(999);
        assertThat(files(".deleted")).isNotEmpty();
        loop.advance(1);
        kill();
        assertThat(files(".deleted")).isEmpty();
    }
}
