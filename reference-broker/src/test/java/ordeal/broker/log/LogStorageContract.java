package ordeal.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.log.PartitionLog.EpochStart;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** What outlives a broker, and when it counts, whatever keeps the bytes. */
abstract class LogStorageContract extends LogScene {
    @Test
    void producersAreRememberedThroughAnyRestart() {
        configure(Batches.segmentsOf(250));
        for (int i = 0; i < 10; i++) {
            log.appendAsLeader(Batches.idempotent(9, 0, i, 1), 0);
            log.appendAsLeader(Batches.idempotent(10, 1, 2 * i, 2), 0);
        }
        restart();
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, 9, 1), 0)).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(rejection(Batches.idempotent(10, 1, 21, 1))).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        log.appendAsLeader(Batches.idempotent(9, 0, 10, 1), 0);
        kill();
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, 10, 1), 0)).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(rejection(Batches.idempotent(10, 0, 20, 1))).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void everythingIsThereAfterACleanRestart() {
        configure(Batches.segmentsOf(300));
        for (int i = 0; i < 15; i++) {
            append(i / 4, "value-" + i);
        }
        log.setHighWatermark(12);
        List<EpochStart> epochs = log.epochs();

        restart();

        assertThat(log.recovery()).isEqualTo(Recovery.none(15));
        assertThat(log.topicId()).isEqualTo(TOPIC_ID);
        assertThat(all()).hasSize(15).endsWith("14=value-14");
        assertThat(log.epochs()).isEqualTo(epochs);
        assertThat(log.highWatermark()).isEqualTo(12);
        assertThat(log.recoveryPoint()).isEqualTo(15);
    }

    @Test
    void aKilledBrokerLosesNothingButTheHighWatermark() {
        for (int i = 0; i < 15; i++) {
            append(i / 4, "value-" + i);
        }
        log.setHighWatermark(12);
        logs.checkpointHighWatermarks();
        loop.advance(0);
        log.setHighWatermark(15);
        List<EpochStart> epochs = log.epochs();

        kill();

        assertThat(log.recovery().scanned()).isTrue();
        assertThat(log.recovery().cutBytes()).isZero();
        assertThat(log.recovery().endOffset()).isEqualTo(15);
        assertThat(all()).hasSize(15);
        assertThat(log.epochs()).isEqualTo(epochs);
        assertThat(log.highWatermark()).isEqualTo(12);
    }

    @Test
    void aDeletedLogIsGoneAndOneMadeAnewInheritsNothing() {
        append(0, "a");
        log.setHighWatermark(1);
        logs.checkpointHighWatermarks();
        var _ = logs.delete(PARTITION);
        assertThat(logs.get(PARTITION)).isEmpty();

        log = logs.getOrCreate(PARTITION, new Uuid(1, 2), Batches.QUIET);
        assertThat(log.logEndOffset()).isZero();
        append(0, "b");
        kill();
        assertThat(log.topicId()).isEqualTo(new Uuid(1, 2));
        assertThat(log.highWatermark()).isZero();
        assertThat(all()).containsExactly("0=b");
    }

    /** The checkpoints that name it are written soon, and this broker dies sooner. */
    @Test
    void noOffsetsOfADeletedLogAreAppliedToOneThatWasJustMade() {
        append(0, "a", "b", "c");
        log.setHighWatermark(3);
        log.raiseLogStart(2);
        logs.close();
        storage = disk().next(storage, loop);
        logs = open(Batches.QUIET);
        var _ = logs.delete(PARTITION);
        log = logs.getOrCreate(PARTITION, new Uuid(1, 2), Batches.QUIET);
        append(0, "d");
        append(0, "e");
        append(0, "f");
        kill();
        assertThat(log.logStartOffset()).isZero();
        assertThat(log.recoveryPoint()).isZero();
        assertThat(log.highWatermark()).isZero();
    }

    @Test
    void aDeletionReportsThatItIsForGood() {
        CompletableFuture<Void> gone = logs.delete(PARTITION);
        loop.runUntil(gone::isDone);
        assertThat(logs.delete(PARTITION)).isCompleted();
    }

    /** A broker died between making a log and writing its topic's id down. */
    @Test
    void aLogWithoutATopicIdTakesOnTheOneItIsTold() {
        TopicPartition other = new TopicPartition("orders", 4);
        logs.getOrCreate(other, Uuid.ZERO_UUID, Batches.QUIET);
        kill();
        assertThat(logs.getOrCreate(other, TOPIC_ID, Batches.QUIET).topicId()).isEqualTo(TOPIC_ID);
        kill();
        assertThat(logs.getOrCreate(other, new Uuid(8, 8), Batches.QUIET).topicId())
                .isEqualTo(TOPIC_ID);
    }

    @Test
    void whereSyncsCountAnAppendCountsOnlyAfterItsSync() {
        configure(Batches.syncing());
        List<Long> heard = new ArrayList<>();
        log.onSynced(() -> heard.add(log.countedEndOffset()));
        append(0, "a");
        append(0, "b");
        assertThat(log.countedEndOffset()).isZero();

        loop.runUntil(() -> log.countedEndOffset() == 2);

        assertThat(heard).isNotEmpty().endsWith(2L).isSorted();
        append(0, "c");
        assertThat(log.countedEndOffset()).isEqualTo(2);
        assertThat(log.logEndOffset()).isEqualTo(3);
        loop.runUntil(() -> log.countedEndOffset() == 3);
    }

    @Test
    void aSyncFromBeforeACutCountsNothingThatCameAfterIt() {
        configure(Batches.syncing());
        append(0, "a");
        append(0, "b");
        log.truncateTo(1);
        append(1, "c");
        append(1, "d");
        assertThat(log.countedEndOffset()).isZero();
        loop.runUntil(() -> log.countedEndOffset() == 3);
        assertThat(all()).containsExactly("0=a", "1=c", "2=d");
    }

    @Test
    void whereSyncsDoNotCountAnAppendCountsAtOnce() {
        append(0, "a");
        assertThat(log.countedEndOffset()).isEqualTo(1);
        assertThat(log.recoveryPoint()).isZero();
    }

    @Test
    void whatWasFoundIsSyncedBeforeItCounts() {
        append(0, "a");
        kill(Batches.syncing());
        assertThat(log.countedEndOffset()).isZero();
        loop.runUntil(() -> log.countedEndOffset() == 1);
    }

    @Test
    void theFolderRemembersWhoseItIs() {
        assertThat(storage.identity()).isEmpty();
        storage.writeIdentity(new LogStorage.Identity(2, "cluster-x"));
        kill();
        assertThat(storage.identity()).contains(new LogStorage.Identity(2, "cluster-x"));
    }
}
