package ordeal.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.log.file.FileLogStorage;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log in files against a list of batches, over random appends, cuts, restarts and reads. */
class FileLogModelTest {
    private static final TopicPartition PARTITION = new TopicPartition("model", 0);
    private static final int STEPS = 300;

    @TempDir
    Path folder;

    private final SteppedEventLoop loop = new SteppedEventLoop();
    private final List<Batch> model = new ArrayList<>();
    private FileLogStorage storage;
    private Logs logs;
    private PartitionLog log;
    private int epoch;
    private long timestampMs = 1000;

    private record Batch(long base, long last, int epoch, long timestampMs, int sizeBytes) {}

    @BeforeEach
    void open() {
        storage = FileLogStorage.open(folder, loop);
        logs = new Logs(
                loop,
                storage,
                new BrokerConfig.Log(300_000, 60_000, Long.MAX_VALUE, Long.MAX_VALUE),
                Batches.segmentsOf(3000),
                5000,
                new ReplicationRules());
        log = logs.getOrCreate(PARTITION, new Uuid(1, 2), Batches.segmentsOf(3000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theLogHoldsWhatTheModelHolds(long seed) {
        Random random = new Random(seed);
        try {
            for (int step = 0; step < STEPS; step++) {
                String where = "seed " + seed + ", step " + step;
                act(random);
                assertThat(log.logEndOffset()).as(where).isEqualTo(end());
                check(random, where);
            }
        } finally {
            storage.close();
        }
    }

    private long end() {
        return model.isEmpty() ? log.logStartOffset() : model.getLast().last() + 1;
    }

    private void act(Random random) {
        int choice = random.nextInt(100);
        if (choice < 75) {
            append(random);
        } else if (choice < 85) {
            truncate(random);
        } else if (choice < 90) {
            epoch++;
            log.startEpoch(epoch);
        } else if (choice < 93) {
            logs.close();
            open();
        } else if (choice < 97) {
            storage.close();
            open();
        } else if (choice < 99) {
            loop.advance(random.nextInt(100_000));
        } else {
            log.restartAt(end() + random.nextInt(5));
            model.clear();
        }
    }

    private void append(Random random) {
        int count = 1 + random.nextInt(4);
        long[] times = new long[count];
        long greatest = -1;
        for (int i = 0; i < count; i++) {
            timestampMs += random.nextInt(20) - 5;
            times[i] = timestampMs;
            greatest = Math.max(greatest, timestampMs);
        }
        MemoryRecords records = Batches.at(times);
        AppendResult.Appended appended = (AppendResult.Appended) log.appendAsLeader(records, epoch);
        model.add(new Batch(appended.baseOffset(), appended.lastOffset(), epoch, greatest, records.sizeInBytes()));
    }

    private void truncate(Random random) {
        long back = random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(10);
        long to = Math.max(model.isEmpty() ? end() : model.getFirst().base(), end() - back);
        log.truncateTo(to);
        model.removeIf(batch -> batch.last() >= to);
    }

    private void check(Random random, String where) {
        if (model.isEmpty()) {
            return;
        }
        int index = random.nextInt(model.size());
        Batch from = model.get(index);
        long offset = from.base() + random.nextInt((int) (from.last() - from.base()) + 1);
        long bound = offset + 1 + random.nextInt((int) (end() - offset));
        int maxBytes = random.nextInt(2000);
        FetchedRecords fetched = log.read(offset, bound, maxBytes, true);
        int expected = index;
        for (RecordBatch batch : Batches.toMemory(fetched).batches()) {
            batch.ensureValid();
            Batch wanted = model.get(expected++);
            assertThat(batch.baseOffset()).as(where).isEqualTo(wanted.base());
            assertThat(batch.lastOffset()).as(where).isEqualTo(wanted.last()).isLessThan(bound);
            assertThat(batch.partitionLeaderEpoch()).as(where).isEqualTo(wanted.epoch());
        }
        assertThat(expected > index)
                .as(where + ": something comes when the first batch is below the bound")
                .isEqualTo(from.last() < bound);
        assertThat(fetched.sizeBytes()).as(where).isLessThanOrEqualTo(Math.max(maxBytes, from.sizeBytes()));
        checkTime(from.timestampMs(), where);
    }

    private void checkTime(long timeMs, String where) {
        Batch first = model.stream()
                .filter(batch -> batch.timestampMs() >= timeMs)
                .findFirst()
                .orElseThrow();
        assertThat(log.offsetAtTime(timeMs, end()))
                .as(where)
                .hasValueSatisfying(found -> assertThat(found.offset()).isBetween(first.base(), first.last()));
        long greatest = model.stream().mapToLong(Batch::timestampMs).max().orElseThrow();
        assertThat(log.offsetOfGreatestTime(end()))
                .as(where)
                .hasValueSatisfying(found -> assertThat(found.timestamp()).isEqualTo(greatest));
    }
}
