package ordeal.checker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import ordeal.checker.run.Part;
import ordeal.checker.zookeeper.RunDescriptions;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicaScannerTest {
    @TempDir
    Path temp;

    private BrokerDirectory broker;

    @BeforeEach
    void broker() {
        broker = new BrokerDirectory(temp);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void readsEveryCodec(CompressionType codec) {
        broker.append("t-0", 0, 0, 3, 0, Compression.of(codec).build())
                .append("t-0", 0, 3, 2, 1, Compression.of(codec).build());
        ReplicaLog log = only();
        assertThat(log.logEndOffset()).isEqualTo(5);
        assertThat(log.damages()).isEmpty();
        for (long offset = 0; offset < 5; offset++) {
            assertThat(log.valueAt(offset))
                    .isEqualTo(BrokerDirectory.value(offset).pack());
            assertThat(log.epochAt(offset)).isEqualTo(offset < 3 ? 0 : 1);
        }
        assertThat(log.valueAt(5)).isEqualTo(ReplicaLog.HOLE);
        assertThat(log.epochAt(5)).isEqualTo(-1);
    }

    @Test
    void listsBatchHeaders() {
        broker.append("t-0", 0, 0, 3, 4, Compression.NONE);
        assertThat(only().batches()).singleElement().satisfies(batch -> {
            assertThat(batch.lastOffset()).isEqualTo(2);
            assertThat(batch.leaderEpoch()).isEqualTo(4);
            assertThat(batch.producerId()).isEqualTo(77);
            assertThat(batch.baseSequence()).isZero();
            assertThat(batch.recordCount()).isEqualTo(3);
            assertThat(batch.crc()).isPositive();
            assertThat(batch.sound()).isTrue();
        });
    }

    @Test
    void readsSegmentsInOrderAndTheCheckpoints() {
        broker.append("t-0", 2, 2, 2, 1, Compression.NONE)
                .append("t-0", 4, 4, 2, 2, Compression.NONE)
                .write("t-0/leader-epoch-checkpoint", "0\n2\n1 2\n2 4\n")
                .write("replication-offset-checkpoint", "0\n2\nt 0 5\nother 1 9\n")
                .write("log-start-offset-checkpoint", "0\n1\nt 0 3\n");
        ReplicaLog log = only();
        assertThat(log.logStartOffset()).isEqualTo(3);
        assertThat(log.segmentCount()).isEqualTo(2);
        assertThat(log.checkpointedHighWatermark()).hasValue(5);
        assertThat(log.epochs()).containsExactly(new ReplicaLog.EpochStart(1, 2), new ReplicaLog.EpochStart(2, 4));
    }

    @Test
    void passesOverDeletedFutureAndForeignFolders() {
        broker.append("t-0.0123-delete", 0, 0, 1, 0, Compression.NONE)
                .append("t-0.0123-future", 0, 0, 1, 0, Compression.NONE)
                .append("other-0", 0, 0, 1, 0, Compression.NONE)
                .append("t-1", 0, 0, 1, 0, Compression.NONE);
        assertThat(broker.scan()).containsOnlyKeys(1);
    }

    @Test
    void marksRecordNobodyWroteAsForeign() {
        broker.append("t-0", 0, 0, 1, 0, Compression.NONE).appendForeign("t-0", 0, 1);
        assertThat(only().valueAt(1)).isEqualTo(ReplicaLog.FOREIGN);
        assertThat(only().damages()).isEmpty();
    }

    @Test
    void reportsTornTailAndKeepsWhatIsWhole() throws IOException {
        broker.append("t-0", 0, 0, 2, 0, Compression.NONE).append("t-0", 0, 2, 2, 0, Compression.NONE);
        Path segment = broker.segment("t-0", 0);
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - 5));
        ReplicaLog log = only();
        assertThat(log.logEndOffset()).isEqualTo(2);
        assertThat(log.damages()).singleElement().asString().contains("torn tail");
    }

    @Test
    void reportsFlippedBitAndDoesNotTrustTheBatch() throws IOException {
        broker.append("t-0", 0, 0, 2, 0, Compression.NONE).append("t-0", 0, 2, 2, 0, Compression.NONE);
        Path segment = broker.segment("t-0", 0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[90] ^= 1;
        Files.write(segment, bytes);
        ReplicaLog log = only();
        assertThat(log.damages()).singleElement().asString().contains("wrong checksum in the batch at offset 0");
        assertThat(log.valueAt(0)).isEqualTo(ReplicaLog.FOREIGN);
        assertThat(log.batches().getFirst().sound()).isFalse();
        assertThat(log.valueAt(2)).isEqualTo(BrokerDirectory.value(2).pack());
    }

    @Test
    void reportsGarbageLengthWithoutThrowing() throws IOException {
        broker.append("t-0", 0, 0, 2, 0, Compression.NONE);
        Files.write(broker.segment("t-0", 0), new byte[100], java.nio.file.StandardOpenOption.APPEND);
        assertThat(only().logEndOffset()).isEqualTo(2);
        assertThat(only().damages()).hasSize(1);
    }

    @Test
    void reportsOffsetsThatGoBack() {
        broker.append("t-0", 0, 5, 2, 0, Compression.NONE).append("t-0", 0, 3, 2, 0, Compression.NONE);
        assertThat(only().damages()).singleElement().asString().contains("batch at offset 3 follows offset 6");
        assertThat(only().logEndOffset()).isEqualTo(7);
        assertThat(only().batches()).hasSize(2);
    }

    @Test
    void reportsBatchBeforeTheSegmentsBase() {
        broker.append("t-0", 5, 3, 2, 0, Compression.NONE);
        assertThat(only().damages()).singleElement().asString().contains("before the segment's base");
    }

    @Test
    void reportsCheckpointThatIsNotWhole() {
        broker.append("t-0", 0, 0, 2, 0, Compression.NONE).write("t-0/leader-epoch-checkpoint", "0\n2\n1 2\n");
        assertThat(only().damages()).singleElement().asString().contains("leader-epoch-checkpoint");
        assertThat(only().epochs()).isEmpty();
    }

    @Test
    void cannotReadABrokerThatLeftNothing() {
        Part<Map<Integer, ReplicaLog>> part =
                new ReplicaScanner(RunDescriptions.run("", 1)).load(1, temp.resolve("absent"));
        assertThat(part).isInstanceOf(Part.Missing.class);
    }

    private ReplicaLog only() {
        Map<Integer, ReplicaLog> replicas = broker.scan();
        assertThat(replicas).containsOnlyKeys(0);
        return replicas.values().iterator().next();
    }
}
