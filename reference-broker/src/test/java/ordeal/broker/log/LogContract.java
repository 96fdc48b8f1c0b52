package ordeal.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.log.PartitionLog.EpochStart;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a log does, whatever keeps its bytes. */
abstract class LogContract {
    static final TopicPartition PARTITION = new TopicPartition("orders", 3);
    static final Uuid TOPIC_ID = new Uuid(7, 11);

    final SteppedEventLoop loop = new SteppedEventLoop();
    LogStorage storage;
    Logs logs;
    PartitionLog log;

    /** An empty disk. */
    abstract LogStorage firstStorage();

    /** The disk as the next broker finds it, whether the one before closed it or was killed. */
    abstract LogStorage nextStorage(LogStorage before);

    @BeforeEach
    void begin() {
        storage = firstStorage();
        logs = open(Batches.QUIET);
        log = logs.getOrCreate(PARTITION, TOPIC_ID, Batches.QUIET);
    }

    Logs open(TopicSettings defaults) {
        return new Logs(
                loop, storage, new BrokerConfig.Log(300_000, 60_000, Long.MAX_VALUE, 86_400_000), defaults, 5000);
    }

    void kill() {
        kill(Batches.QUIET);
    }

    void kill(TopicSettings defaults) {
        storage = nextStorage(storage);
        logs = open(defaults);
        log = logs.get(PARTITION).orElseThrow();
    }

    void restart() {
        logs.close();
        storage = nextStorage(storage);
        logs = open(Batches.QUIET);
        log = logs.get(PARTITION).orElseThrow();
    }

    void configure(TopicSettings settings) {
        log.configure(settings);
    }

    long append(int epoch, String... values) {
        return ((AppendResult.Appended) log.appendAsLeader(Batches.of(1000, values), epoch)).baseOffset();
    }

    List<String> all() {
        return contents(log.logStartOffset());
    }

    /** Everything from an offset on, as a consumer that fetches again and again would see it. */
    List<String> contents(long from) {
        List<String> contents = new ArrayList<>();
        long offset = from;
        while (offset < log.logEndOffset()) {
            MemoryRecords records = Batches.toMemory(log.read(offset, log.logEndOffset(), 1 << 20, true));
            contents.addAll(Batches.contents(records));
            offset = records.lastBatch().orElseThrow().nextOffset();
        }
        return contents;
    }

    @Test
    void aLeaderGivesOffsetsAndItsEpochToABatch() {
        assertThat(log.appendAsLeader(Batches.of(1000, "a", "b"), 4)).isEqualTo(new AppendResult.Appended(0, 1, -1));
        assertThat(log.appendAsLeader(Batches.of(1000, "c"), 4)).isEqualTo(new AppendResult.Appended(2, 2, -1));

        assertThat(all()).containsExactly("0=a", "1=b", "2=c");
        assertThat(log.logEndOffset()).isEqualTo(3);
        assertThat(log.latestEpoch()).isEqualTo(4);
        assertThat(Batches.toMemory(log.read(2, 3, 1000, false)).batches()).allSatisfy(batch -> {
            assertThat(batch.partitionLeaderEpoch()).isEqualTo(4);
            batch.ensureValid();
        });
    }

    @Test
    void aRejectedBatchLeavesNothingBehind() {
        AppendResult result = log.appendAsLeader(Batches.led(5, 0, 1), 4);

        assertThat(result)
                .isInstanceOfSatisfying(
                        AppendResult.Rejected.class,
                        rejected -> assertThat(rejected.error()).isEqualTo(Errors.INVALID_RECORD));
        assertThat(log.logEndOffset()).isZero();
        assertThat(log.latestEpoch()).isEqualTo(-1);
    }

    @Test
    void theBrokersTimeReplacesTheProducersWhereThatIsSet() {
        TopicSettings quiet = Batches.QUIET;
        configure(new TopicSettings(
                quiet.segmentBytes(),
                quiet.segmentMs(),
                quiet.segmentIndexBytes(),
                quiet.indexIntervalBytes(),
                -1,
                -1,
                0,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                quiet.maxMessageBytes(),
                true,
                1,
                false));

        assertThat(log.appendAsLeader(Batches.of(1000, "a"), 0))
                .isEqualTo(new AppendResult.Appended(0, 0, loop.epochMs()));
        assertThat(Batches.toMemory(log.read(0, 1, 1000, false)).records()).allSatisfy(record -> {
            record.ensureValid();
            assertThat(record.timestamp()).isEqualTo(loop.epochMs());
        });
    }

    @Test
    void readsEndAtTheBoundAndAtWholeBatches() {
        append(0, "a", "b");
        append(0, "c", "d");
        append(0, "e");
        int first = log.read(0, 2, 1 << 20, false).sizeBytes();

        assertThat(Batches.contents(Batches.toMemory(log.read(0, 4, 1 << 20, false))))
                .containsExactly("0=a", "1=b", "2=c", "3=d");
        assertThat(Batches.contents(Batches.toMemory(log.read(0, 3, 1 << 20, false))))
                .as("a batch that ends above the bound is left out")
                .containsExactly("0=a", "1=b");
        assertThat(Batches.contents(Batches.toMemory(log.read(3, 5, 1 << 20, false))))
                .as("the batch that holds the offset comes whole")
                .containsExactly("2=c", "3=d", "4=e");
        assertThat(log.read(0, 5, first, false).sizeBytes()).isEqualTo(first);
        assertThat(log.read(0, 5, first + 1, false).sizeBytes()).isEqualTo(first);
        assertThat(log.read(0, 5, first - 1, false).sizeBytes()).isZero();
        assertThat(log.read(0, 5, first - 1, true).sizeBytes()).isEqualTo(first);
        assertThat(log.read(5, 5, 1000, true).sizeBytes()).isZero();
        assertThat(log.read(4, 2, 1000, true).sizeBytes()).isZero();
    }

    @Test
    void readingOutsideTheLogIsAMistakeOfTheCaller() {
        append(0, "a");
        assertThatThrownBy(() -> log.read(2, 2, 1000, true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFullSegmentIsFollowedByAnotherAndReadsGoOnThere() {
        configure(Batches.segmentsOf(200));
        for (int i = 0; i < 20; i++) {
            append(0, "value-" + i);
        }
        assertThat(storedSegments()).isGreaterThan(5);
        assertThat(all()).hasSize(20).startsWith("0=value-0").endsWith("19=value-19");
        assertThat(contents(13)).startsWith("13=value-13").hasSize(7);
    }

    private long storedSegments() {
        return segmentCount();
    }

    /** How many segments there are, as one can see from reads: none goes beyond a segment. */
    long segmentCount() {
        long count = 0;
        long offset = log.logStartOffset();
        while (offset < log.logEndOffset()) {
            offset = Batches.toMemory(log.read(offset, log.logEndOffset(), 1 << 20, true))
                    .lastBatch()
                    .orElseThrow()
                    .nextOffset();
            count++;
        }
        return count;
    }

    @Test
    void aFollowerAppendsWhatItsLeaderSent() {
        int bytes = log.appendAsFollower(Batches.concat(Batches.led(0, 1, 3), Batches.led(3, 2, 2)), 2);

        assertThat(bytes).isEqualTo(log.read(0, 5, 1 << 20, false).sizeBytes());
        assertThat(all()).containsExactly("0=v0", "1=v1", "2=v2", "3=v3", "4=v4");
        assertThat(log.epochs()).containsExactly(new EpochStart(1, 0), new EpochStart(2, 3));
    }

    @Test
    void aFollowerLeavesOutABatchThatIsCutOff() {
        MemoryRecords records = Batches.concat(Batches.led(0, 1, 3), Batches.led(3, 1, 2));
        MemoryRecords cut =
                MemoryRecords.readableRecords(records.buffer().duplicate().limit(records.sizeInBytes() - 1));

        log.appendAsFollower(cut, 1);

        assertThat(log.logEndOffset()).isEqualTo(3);
    }

    @Test
    void aFollowerRefusesWhatDoesNotBelongAndKeepsWhatCameBefore() {
        assertThatThrownBy(() -> log.appendAsFollower(Batches.led(1, 1, 1), 1))
                .isInstanceOf(CorruptBatchException.class);
        assertThatThrownBy(() -> log.appendAsFollower(Batches.concat(Batches.led(0, 1, 1), Batches.led(2, 1, 1)), 1))
                .as("a gap")
                .isInstanceOf(CorruptBatchException.class);
        assertThat(log.logEndOffset()).isEqualTo(1);
        assertThatThrownBy(() -> log.appendAsFollower(Batches.led(0, 1, 2), 1))
                .as("an offset that is there already")
                .isInstanceOf(CorruptBatchException.class);
        assertThatThrownBy(() -> log.appendAsFollower(Batches.led(1, 3, 1), 2))
                .as("an epoch beyond the follower's own")
                .isInstanceOf(CorruptBatchException.class);
        assertThatThrownBy(() -> log.appendAsFollower(Batches.led(1, 0, 1), 2))
                .as("an epoch that goes back")
                .isInstanceOf(CorruptBatchException.class);
        MemoryRecords damaged = Batches.led(1, 1, 1);
        damaged.buffer().put(damaged.sizeInBytes() - 1, (byte) 99);
        assertThatThrownBy(() -> log.appendAsFollower(damaged, 1)).isInstanceOf(CorruptBatchException.class);
        assertThat(all()).containsExactly("0=v0");
    }

    @Test
    void aFollowersBatchesAreSpreadOverSegments() {
        configure(Batches.segmentsOf(300));
        MemoryRecords[] parts = new MemoryRecords[12];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Batches.led(i, 0, 1);
        }
        log.appendAsFollower(Batches.concat(parts), 0);

        assertThat(all()).hasSize(12).endsWith("11=v11");
        assertThat(segmentCount()).isBetween(3L, 6L);
    }

    @Test
    void theHighWatermarkStaysWithinTheLog() {
        append(0, "a", "b", "c");

        assertThat(log.setHighWatermark(2)).isTrue();
        assertThat(log.setHighWatermark(2)).isFalse();
        assertThat(log.setHighWatermark(9)).isTrue();
        assertThat(log.highWatermark()).isEqualTo(3);
        log.truncateTo(1);
        assertThat(log.highWatermark()).isEqualTo(0);
    }

    @Test
    void aCutEndsTheLogAtABatch() {
        append(1, "a");
        append(2, "b", "c");
        append(3, "d");
        log.setHighWatermark(1);

        log.truncateTo(3);
        assertThat(all()).containsExactly("0=a", "1=b", "2=c");
        assertThat(log.epochs()).containsExactly(new EpochStart(1, 0), new EpochStart(2, 1));
        log.truncateTo(2);
        assertThat(log.logEndOffset()).as("inside a batch").isEqualTo(1);
        assertThat(log.epochs()).containsExactly(new EpochStart(1, 0));
        assertThat(append(5, "x")).isEqualTo(1);
        assertThat(all()).containsExactly("0=a", "1=x");
    }

    @Test
    void aCutGoesBackOverSegments() {
        configure(Batches.segmentsOf(200));
        for (int i = 0; i < 20; i++) {
            append(i / 7, "value-" + i);
        }
        log.truncateTo(5);

        assertThat(all()).hasSize(5).endsWith("4=value-4");
        for (int i = 5; i < 20; i++) {
            append(9, "other-" + i);
        }
        assertThat(all()).hasSize(20).contains("4=value-4", "5=other-5", "19=other-19");
        restart();
        assertThat(all()).hasSize(20).contains("4=value-4", "5=other-5", "19=other-19");
    }

    @Test
    void aCutAtTheEndStillDropsAnEpochWithoutBatches() {
        append(1, "a");
        log.startEpoch(3);
        assertThat(log.latestEpoch()).isEqualTo(3);

        log.truncateTo(1);

        assertThat(log.latestEpoch()).isEqualTo(1);
        assertThat(all()).containsExactly("0=a");
    }

    @Test
    void aRestartedLogGoesOnElsewhere() {
        append(1, "a", "b");
        log.restartAt(40);

        assertThat(log.logStartOffset()).isEqualTo(40);
        assertThat(log.highWatermark()).isEqualTo(40);
        assertThat(log.logEndOffset()).isEqualTo(40);
        assertThat(log.epochs()).isEmpty();
        log.appendAsFollower(Batches.led(40, 2, 2), 2);
        assertThat(all()).containsExactly("40=v40", "41=v41");
    }

    @Test
    void theFirstBatchAfterARestartMayHoldTheLogsStart() {
        log.restartAt(40);
        log.appendAsFollower(Batches.led(38, 2, 5), 2);

        assertThat(log.logStartOffset()).isEqualTo(40);
        assertThat(log.logEndOffset()).isEqualTo(43);
        assertThatThrownBy(() -> log.appendAsFollower(Batches.led(41, 2, 5), 2))
                .isInstanceOf(CorruptBatchException.class);
        restart();
        assertThat(log.logStartOffset()).isEqualTo(40);
        assertThat(log.logEndOffset()).isEqualTo(43);
    }

    @Test
    void aRaisedStartHidesWhatLiesBelowAndRetentionDeletesIt() {
        configure(Batches.segmentsOf(200));
        for (int i = 0; i < 20; i++) {
            append(i / 5, "value-" + i);
        }
        log.setHighWatermark(11);
        log.raiseLogStart(13);
        assertThat(log.logStartOffset()).as("not past the high watermark").isEqualTo(11);
        assertThat(log.epochs()).startsWith(new EpochStart(2, 11));

        log.retain();

        assertThat(all()).hasSize(9).startsWith("11=value-11");
        restart();
        assertThat(log.logStartOffset()).isEqualTo(11);
    }

    @Test
    void retentionBySizeKeepsTheNewestAndStopsAtTheHighWatermark() {
        configure(Batches.settings(200, -1, 400, Long.MAX_VALUE));
        for (int i = 0; i < 20; i++) {
            append(0, "value-" + i);
        }
        log.setHighWatermark(4);
        log.retain();
        assertThat(log.logStartOffset()).isBetween(2L, 4L);
        log.setHighWatermark(20);
        log.retain();
        assertThat(log.logStartOffset()).isBetween(10L, 18L);
        assertThat(contents(log.logStartOffset())).endsWith("19=value-19");
    }

    @Test
    void retentionByTimeEmptiesTheLog() {
        configure(Batches.settings(200, 1, -1, Long.MAX_VALUE));
        for (int i = 0; i < 5; i++) {
            append(0, "value-" + i);
        }
        log.setHighWatermark(5);
        log.retain();

        assertThat(log.logStartOffset()).isEqualTo(5);
        assertThat(append(0, "next")).isEqualTo(5);
        restart();
        assertThat(all()).containsExactly("5=next");
    }

    @Test
    void recordsAreFoundByTime() {
        configure(Batches.segmentsOf(200));
        log.appendAsLeader(Batches.at(100, 300, 200), 1);
        log.appendAsLeader(Batches.at(250), 1);
        for (int i = 0; i < 20; i++) {
            log.appendAsLeader(Batches.at(400 + 10 * i), 2);
        }
        long end = log.logEndOffset();

        assertThat(log.offsetAtTime(0, end)).contains(new OffsetAtTime(0, 100, 1));
        assertThat(log.offsetAtTime(101, end)).contains(new OffsetAtTime(1, 300, 1));
        assertThat(log.offsetAtTime(301, end)).contains(new OffsetAtTime(4, 400, 2));
        assertThat(log.offsetAtTime(591, end)).isEmpty();
        assertThat(log.offsetAtTime(590, end)).contains(new OffsetAtTime(end - 1, 590, 2));
        assertThat(log.offsetAtTime(590, end - 1)).as("not below the bound").isEmpty();
        assertThat(log.offsetOfGreatestTime(end)).contains(new OffsetAtTime(end - 1, 590, 2));
        assertThat(log.offsetOfGreatestTime(end - 1)).contains(new OffsetAtTime(end - 2, 580, 2));
        assertThat(log.offsetOfGreatestTime(4)).contains(new OffsetAtTime(1, 300, 1));
        assertThat(log.offsetOfGreatestTime(0)).isEmpty();
    }

    @Test
    void aResentBatchGetsItsFirstOffsets() {
        append(0, "a");
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, 0, 3), 0))
                .isEqualTo(new AppendResult.Appended(1, 3, -1));
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, 0, 3), 0))
                .isEqualTo(new AppendResult.Duplicate(1, 3, -1));
        assertThat(rejection(Batches.idempotent(9, 0, 4, 1))).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(log.logEndOffset()).isEqualTo(4);
    }

    private Errors rejection(MemoryRecords batch) {
        return ((AppendResult.Rejected) log.appendAsLeader(batch, 0)).error();
    }

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
    void producersForgetWhatWasCut() {
        configure(Batches.segmentsOf(250));
        for (int i = 0; i < 10; i++) {
            log.appendAsLeader(Batches.idempotent(9, 0, i, 1), 0);
        }
        log.truncateTo(6);

        assertThat(rejection(Batches.idempotent(9, 0, 7, 1))).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, 5, 1), 0)).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, 6, 1), 0))
                .isEqualTo(new AppendResult.Appended(6, 6, -1));
    }

    @Test
    void producersThatHaveBeenSilentForLongAreForgotten() {
        log.appendAsLeader(Batches.idempotent(9, 0, 0, 1), 0);
        log.expireProducers(loop.epochMs() - 1000 + 1);
        assertThat(rejection(Batches.idempotent(9, 0, 7, 1))).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        log.expireProducers(loop.epochMs() - 1000);
        assertThat(log.appendAsLeader(Batches.idempotent(9, 0, 7, 1), 0)).isInstanceOf(AppendResult.Appended.class);
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
        log.setHighWatermark(15);
        List<EpochStart> epochs = log.epochs();

        kill();

        assertThat(log.recovery().scanned()).isTrue();
        assertThat(log.recovery().cut()).isFalse();
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
        logs.delete(PARTITION);
        assertThat(logs.get(PARTITION)).isEmpty();

        log = logs.getOrCreate(PARTITION, new Uuid(1, 2), Batches.QUIET);
        assertThat(log.logEndOffset()).isZero();
        append(0, "b");
        kill();
        assertThat(log.topicId()).isEqualTo(new Uuid(1, 2));
        assertThat(log.highWatermark()).isZero();
        assertThat(all()).containsExactly("0=b");
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
