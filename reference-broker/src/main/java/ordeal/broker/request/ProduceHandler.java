package ordeal.broker.request;

import java.util.Optional;
import java.util.function.Predicate;
import ordeal.broker.log.AppendResult;
import ordeal.broker.port.EventLoop;
import ordeal.broker.replication.Partition;
import ordeal.broker.replication.PartitionLeader;
import ordeal.broker.replication.Partitions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;

/**
 * Produce: appends what producers send, and answers when as many replicas hold it as the producer asked for. An error that comes after
 * the append says nothing about whether the records will stay.
 */
public final class ProduceHandler implements RequestHandler {
    private static final short ALL = -1;
    private static final short FIRST_VERSION_WITH_BATCHES = 3;
    private static final short FIRST_VERSION_WITH_ZSTD = 7;

    private final Partitions partitions;
    private final EventLoop loop;
    private final Predicate<TopicPartition> known;

    /**
     * A handler.
     *
     * @param known whether a partition exists in the cluster, as far as this broker knows
     */
    public ProduceHandler(Partitions partitions, EventLoop loop, Predicate<TopicPartition> known) {
        this.partitions = partitions;
        this.loop = loop;
        this.known = known;
    }

    @Override
    public void handle(Request request) {
        ProduceRequestData data = (ProduceRequestData) request.body();
        PendingProduce pending = new PendingProduce(request, data.acks(), loop);
        for (TopicProduceData topic : data.topicData()) {
            for (PartitionProduceData partition : topic.partitionData()) {
                append(request, data.acks(), topic.name(), partition, pending);
            }
        }
        pending.allAppended(data.timeoutMs());
    }

    private void append(Request request, short acks, String topic, PartitionProduceData data, PendingProduce pending) {
        if (acks < ALL || acks > 1) {
            pending.failed(topic, data.index(), Errors.INVALID_REQUIRED_ACKS, null);
            return;
        }
        TopicPartition id = new TopicPartition(topic, data.index());
        Optional<Partition> partition = partitions.get(id);
        Optional<PartitionLeader> leader = partition.flatMap(Partition::leader);
        if (leader.isEmpty()) {
            boolean exists = partition.isPresent() || known.test(id);
            pending.failed(
                    topic,
                    data.index(),
                    exists ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION,
                    null);
            return;
        }
        if (!(data.records() instanceof MemoryRecords records) || request.version() < FIRST_VERSION_WITH_BATCHES) {
            pending.failed(
                    topic, data.index(), Errors.UNSUPPORTED_FOR_MESSAGE_FORMAT, "only batches of format 2 are kept");
            return;
        }
        if (request.version() < FIRST_VERSION_WITH_ZSTD && hasZstd(records)) {
            pending.failed(topic, data.index(), Errors.UNSUPPORTED_COMPRESSION_TYPE, "zstd needs Produce 7 or newer");
            return;
        }
        switch (leader.get().append(records, acks == ALL)) {
            case AppendResult.Rejected(Errors error, String message) ->
                pending.failed(topic, data.index(), error, message);
            case AppendResult.Appended(long base, long last, long appendTimeMs) ->
                pending.appended(topic, data.index(), leader.get(), base, last + 1, appendTimeMs);
            case AppendResult.Duplicate(long base, long last, long appendTimeMs) ->
                pending.appended(topic, data.index(), leader.get(), base, last + 1, appendTimeMs);
        }
    }

    private static boolean hasZstd(MemoryRecords records) {
        try {
            var batches = records.batches().iterator();
            return batches.hasNext() && batches.next().compressionType() == CompressionType.ZSTD;
        } catch (CorruptRecordException | IllegalArgumentException _) {
            return false; // the append says what is wrong with it
        }
    }
}
