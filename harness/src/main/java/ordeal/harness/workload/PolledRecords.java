package ordeal.harness.workload;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import ordeal.checker.history.HistoryEvent.ForeignRecord;
import ordeal.checker.history.HistoryEvent.ValueRun;
import ordeal.checker.history.Payload;
import ordeal.checker.history.Value;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of one poll and partition as a history keeps them: runs of consecutive values, and the payloads that nobody wrote.
 */
record PolledRecords(List<ValueRun> runs, List<ForeignRecord> foreign) {
    private static final int HEAD_BYTES = 64;

    static PolledRecords of(List<ConsumerRecord<byte[], byte[]>> records, Payload payload) {
        List<ValueRun> runs = new ArrayList<>();
        List<ForeignRecord> foreign = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] bytes = record.value() == null ? new byte[0] : record.value();
            switch (payload.decode(bytes)) {
                case Payload.Decoded.Genuine(Value value, int _) -> add(runs, record.offset(), value);
                case Payload.Decoded.Foreign(String reason) ->
                    foreign.add(new ForeignRecord(record.offset(), reason, head(bytes)));
            }
        }
        return new PolledRecords(runs, foreign);
    }

    private static void add(List<ValueRun> runs, long offset, Value value) {
        ValueRun last = runs.isEmpty() ? null : runs.getLast();
        if (last != null
                && last.producer() == value.producer()
                && last.valuePartition() == value.partition()
                && last.baseOffset() + last.count() == offset
                && last.firstSequence() + last.count() == value.sequence()) {
            runs.set(
                    runs.size() - 1,
                    new ValueRun(
                            last.baseOffset(),
                            last.producer(),
                            last.valuePartition(),
                            last.firstSequence(),
                            last.count() + 1));
        } else {
            runs.add(new ValueRun(offset, value.producer(), value.partition(), value.sequence(), 1));
        }
    }

    private static String head(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, HEAD_BYTES));
    }
}
