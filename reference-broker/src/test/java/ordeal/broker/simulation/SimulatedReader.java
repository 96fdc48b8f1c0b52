package ordeal.broker.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;

/** Reads a partition from its leader, from the beginning to the high watermark. */
final class SimulatedReader {
    private static final int SESSIONLESS = -1;
    private static final int MAX_BYTES = 1 << 20;

    private final SimulatedClient client;
    private final TopicPartition partition;
    private final Map<Long, String> read = new TreeMap<>();
    private long nextOffset;
    private boolean done;

    SimulatedReader(SimulatedClient client, TopicPartition partition) {
        this.client = client;
        this.partition = partition;
    }

    void start() {
        client.topic(partition.topic(), found -> {
            if (found.isEmpty()) {
                client.later(100, this::start);
                return;
            }
            int leader = found.get().partitions().stream()
                    .filter(data -> data.partitionIndex() == partition.partition())
                    .mapToInt(data -> data.leaderId())
                    .findFirst()
                    .orElse(-1);
            if (leader < 0) {
                client.later(100, this::start);
            } else {
                fetch(leader, found.get().topicId());
            }
        });
    }

    boolean done() {
        return done;
    }

    /** What was read, by offset. */
    Map<Long, String> read() {
        return read;
    }

    private void fetch(int leader, Uuid topicId) {
        FetchRequestData request = new FetchRequestData()
                .setMaxWaitMs(0)
                .setMinBytes(0)
                .setMaxBytes(MAX_BYTES)
                .setSessionEpoch(SESSIONLESS)
                .setTopics(List.of(new FetchTopic()
                        .setTopicId(topicId)
                        .setPartitions(List.of(new FetchPartition()
                                .setPartition(partition.partition())
                                .setFetchOffset(nextOffset)
                                .setPartitionMaxBytes(MAX_BYTES)))));
        client.ask(leader, request, answer -> onAnswer(leader, topicId, answer));
    }

    private void onAnswer(int leader, Uuid topicId, Optional<ApiMessage> answer) {
        PartitionData data = answer.map(FetchResponseData.class::cast)
                .filter(body -> body.errorCode() == Errors.NONE.code())
                .map(body -> body.responses().getFirst().partitions().getFirst())
                .filter(found -> found.errorCode() == Errors.NONE.code())
                .orElse(null);
        if (data == null) {
            client.later(100, this::start);
            return;
        }
        for (Record record : ((MemoryRecords) data.records()).records()) {
            if (record.offset() >= nextOffset) {
                read.put(record.offset(), SimulatedProducer.value(record));
                nextOffset = record.offset() + 1;
            }
        }
        if (nextOffset >= data.highWatermark()) {
            done = true;
        } else {
            fetch(leader, topicId);
        }
    }
}
