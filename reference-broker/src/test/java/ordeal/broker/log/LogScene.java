package ordeal.broker.log;

import java.util.ArrayList;
import java.util.List;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.port.EventLoop;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.junit.jupiter.api.BeforeEach;

/** One log on a disk, and brokers that come and go. */
abstract class LogScene {
    static final TopicPartition PARTITION = new TopicPartition("orders", 3);
    static final Uuid TOPIC_ID = new Uuid(7, 11);

    final SteppedEventLoop loop = new SteppedEventLoop();
    LogStorage storage;
    Logs logs;
    PartitionLog log;

    /** Where the logs are kept. */
    abstract Disk disk();

    /** What keeps the bytes. */
    interface Disk {
        /** An empty one. */
        LogStorage first(EventLoop loop);

        /** The same one as the next broker finds it, whether the one before closed it or was killed. */
        LogStorage next(LogStorage before, EventLoop loop);
    }

    @BeforeEach
    void begin() {
        storage = disk().first(loop);
        logs = open(Batches.QUIET);
        log = logs.getOrCreate(PARTITION, TOPIC_ID, Batches.QUIET);
    }

    Logs open(TopicSettings defaults) {
        return new Logs(
                loop,
                storage,
                new BrokerConfig.Log(300_000, 60_000, Long.MAX_VALUE, 86_400_000),
                defaults,
                5000,
                new ReplicationRules());
    }

    void kill() {
        kill(Batches.QUIET);
    }

    void kill(TopicSettings defaults) {
        storage = disk().next(storage, loop);
        logs = open(defaults);
        log = logs.get(PARTITION).orElseThrow();
    }

    void restart() {
        logs.close();
        storage = disk().next(storage, loop);
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

    Errors rejection(MemoryRecords batch) {
        return ((AppendResult.Rejected) log.appendAsLeader(batch, 0)).error();
    }
}
