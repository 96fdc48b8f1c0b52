package ordeal.harness.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ordeal.harness.cluster.local.SegmentFile.Place;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import ordeal.nemesis.port.InjectionException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dead broker's disk with real segments, written by Kafka's own code. */
class LocalDisksTest {
    private static final String SEGMENT = "00000000000000000000.log";

    @TempDir
    private Path data;

    private final Set<Integer> living = new HashSet<>();
    private LocalDisks disks;

    @BeforeEach
    void open() throws IOException {
        disks = disks(Long.MAX_VALUE);
        write("orders-0", 3);
        write("orders-1", 2);
        Files.createDirectories(data.resolve("old-0.0123-delete"));
        Files.writeString(data.resolve("meta.properties"), "broker.id=1\n");
    }

    private LocalDisks disks(long flushIntervalMessages) {
        return new LocalDisks(_ -> data, node -> living.contains(node.id()), flushIntervalMessages);
    }

    @Test
    void readsBatchesOfARealSegment() throws IOException {
        List<Place> batches = segment("orders-0").batches();
        assertThat(batches).extracting(Place::baseOffset).containsExactly(0L, 2L, 4L);
        assertThat(batches).extracting(Place::lastOffset).containsExactly(1L, 3L, 5L);
        assertThat(batches.getFirst().position()).isZero();
    }

    @Test
    void leavesATornTailOutOfTheBatches() throws IOException {
        Path file = data.resolve("orders-0").resolve(SEGMENT);
        Files.write(file, new byte[] {0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 1, 0, 9, 9}, StandardOpenOption.APPEND);
        assertThat(segment("orders-0").batches()).hasSize(3);
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        assertThat(segment("orders-0").batches()).hasSize(3);
    }

    @Test
    void findsTheSegmentThatWasBeingAppendedTo() throws IOException {
        Files.copy(
                data.resolve("orders-0").resolve(SEGMENT),
                data.resolve("orders-0").resolve("00000000000000000006.log"));
        assertThat(segment("orders-0").baseOffset()).isEqualTo(6);
    }

    @Test
    void cutsABatchFromItsFirstByteOnAndSaysWhatIsGone() throws IOException {
        long before = Files.size(data.resolve("orders-0").resolve(SEGMENT));
        DiskLoss loss = disks.cutUnsyncedTail(1, 5);
        assertThat(loss.partitions()).extracting(PartitionLoss::partition).containsExactly("orders-0", "orders-1");
        PartitionLoss lost = loss.partitions().getFirst();
        List<Place> left = segment("orders-0").batches();
        assertThat(lost.lostBytes()).isPositive();
        assertThat(before - Files.size(data.resolve("orders-0").resolve(SEGMENT)))
                .isEqualTo(lost.lostBytes());
        assertThat(left.isEmpty() ? 0 : left.getLast().lastOffset() + 1).isEqualTo(lost.firstOffset());
        assertThat(loss.receipt().proof()).contains("cut from 2 logs of broker-1");
    }

    @Test
    void cutsTheSameForTheSameSeed() throws IOException {
        DiskLoss first = disks.cutUnsyncedTail(1, 5);
        write("orders-0", 3);
        write("orders-1", 2);
        assertThat(disks.cutUnsyncedTail(1, 5)).isEqualTo(first);
    }

    @Test
    void cutsNothingBelowTheCheckpointedRecoveryPoint() throws IOException {
        Files.writeString(data.resolve("recovery-point-offset-checkpoint"), "0\n2\norders 0 6\norders 1 2\n");
        DiskLoss loss = disks.cutUnsyncedTail(1, 5);
        assertThat(loss.partitions())
                .containsExactly(
                        new PartitionLoss("orders-0", 6, 0), new PartitionLoss("orders-1", 2, lastBatchBytes()));
    }

    @Test
    void cutsNothingThatAFlushIntervalOfOnePromisesToBeSynced() throws IOException {
        disks = disks(1);
        assertThat(disks.cutUnsyncedTail(1, 5).partitions())
                .containsExactly(new PartitionLoss("orders-0", 6, 0), new PartitionLoss("orders-1", 4, 0));
        assertThat(segment("orders-0").batches()).hasSize(3);
    }

    @Test
    void wipesEverythingButTheFolderItself() throws IOException {
        DiskLoss loss = disks.wipe(1);
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left).isEmpty();
        }
        assertThat(loss.partitions()).extracting(PartitionLoss::firstOffset).containsExactly(0L, 0L);
        assertThat(loss.partitions()).allMatch(partition -> partition.lostBytes() > 0);
        assertThat(loss.receipt().proof()).contains("are gone from the log directory of broker-1");
    }

    @Test
    void touchesNoLivingBrokersDisk() {
        living.add(1);
        assertThatThrownBy(() -> disks.wipe(1))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("lives");
        assertThatThrownBy(() -> disks.cutUnsyncedTail(1, 1)).isInstanceOf(InjectionException.class);
        assertThat(data.resolve("meta.properties")).exists();
    }

    private SegmentFile segment(String partition) throws IOException {
        return SegmentFile.activeOf(data.resolve(partition)).orElseThrow();
    }

    private long lastBatchBytes() throws IOException {
        // Both logs are written alike, and orders-0 was not cut.
        List<Place> batches = segment("orders-0").batches();
        return batches.get(2).position() - batches.get(1).position();
    }

    /** A log of so many batches with two records each. */
    private void write(String partition, int batches) throws IOException {
        Path folder = Files.createDirectories(data.resolve(partition));
        ByteBuffer bytes = ByteBuffer.allocate(10_000);
        for (int batch = 0; batch < batches; batch++) {
            MemoryRecords.withRecords(2L * batch, Compression.NONE, record("one"), record("two"))
                    .batches()
                    .forEach(one -> one.writeTo(bytes));
        }
        bytes.flip();
        byte[] whole = new byte[bytes.remaining()];
        bytes.get(whole);
        Files.write(folder.resolve(SEGMENT), whole);
    }

    private static SimpleRecord record(String value) {
        return new SimpleRecord(1_000L, null, value.getBytes(StandardCharsets.US_ASCII));
    }
}
