package ordeal.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ordeal.broker.config.TopicSettings;
import ordeal.broker.log.PartitionLog.EpochStart;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.junit.jupiter.api.Test;

/** What a log does, whatever keeps its bytes. */
abstract class LogContract extends LogScene {
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

        assertThat(log.endAfterCut(9)).isEqualTo(4);
        assertThat(log.endAfterCut(4)).isEqualTo(4);
        assertThat(log.endAfterCut(3)).isEqualTo(3);
        assertThat(log.endAfterCut(2)).as("inside a batch").isEqualTo(1);
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
        assertThat(log.endAfterCut(5)).isEqualTo(5);
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
}
