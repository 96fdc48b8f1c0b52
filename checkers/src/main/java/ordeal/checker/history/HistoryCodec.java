package ordeal.checker.history;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.history.HistoryEvent.ForeignRecord;
import ordeal.checker.history.HistoryEvent.ValueRun;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Events to Avro records and back. Fields are written in the schema's order, which is the order of the record's components. */
final class HistoryCodec {
    private HistoryCodec() {}

    /** The event as an Avro record of its branch of the union. */
    static GenericRecord toAvro(HistoryEvent event) {
        return switch (event) {
            case HistoryEvent.SendInvoked e ->
                record(
                        HistorySchema.SEND_INVOKED,
                        e.producer(),
                        e.partition(),
                        e.sequence(),
                        e.sizeBytes(),
                        e.intendedNanos(),
                        e.invokedNanos());
            case HistoryEvent.SendCompleted e ->
                record(
                        HistorySchema.SEND_COMPLETED,
                        e.producer(),
                        e.partition(),
                        e.sequence(),
                        e.completedNanos(),
                        HistorySchema.symbol(e.outcome()),
                        e.offset(),
                        e.error());
            case HistoryEvent.ConsumerPositioned e ->
                record(
                        HistorySchema.CONSUMER_POSITIONED,
                        e.consumer(),
                        HistorySchema.symbol(e.reader()),
                        e.partition(),
                        e.position(),
                        e.nanos());
            case HistoryEvent.Polled e ->
                record(
                        HistorySchema.POLLED,
                        e.consumer(),
                        e.partition(),
                        e.startedNanos(),
                        e.completedNanos(),
                        runs(e.runs()),
                        foreign(e.foreign()));
            case HistoryEvent.PollFailed e ->
                record(HistorySchema.POLL_FAILED, e.consumer(), e.startedNanos(), e.completedNanos(), e.error());
            case HistoryEvent.EndOffsetSampled e ->
                record(
                        HistorySchema.END_OFFSET_SAMPLED,
                        e.partition(),
                        e.invokedNanos(),
                        e.completedNanos(),
                        HistorySchema.symbol(e.outcome()),
                        e.offset(),
                        e.leaderEpoch(),
                        e.error());
            case HistoryEvent.FinalReadEnded e ->
                record(
                        HistorySchema.FINAL_READ_ENDED,
                        e.consumer(),
                        e.partition(),
                        e.startOffset(),
                        e.targetOffset(),
                        e.reachedOffset(),
                        e.nanos(),
                        e.error());
            case HistoryEvent.PhaseStarted e ->
                record(HistorySchema.PHASE_STARTED, HistorySchema.symbol(e.phase()), e.nanos());
            case HistoryEvent.HarnessStalled e -> record(HistorySchema.HARNESS_STALLED, e.nanos(), e.stallNanos());
        };
    }

    /** The event that an Avro record holds. */
    static HistoryEvent fromAvro(GenericRecord in) {
        Fields f = new Fields(in);
        String kind = in.getSchema().getName();
        return switch (kind) {
            case "SendInvoked" -> new HistoryEvent.SendInvoked(f.i(0), f.i(1), f.l(2), f.i(3), f.l(4), f.l(5));
            case "SendCompleted" ->
                new HistoryEvent.SendCompleted(
                        f.i(0), f.i(1), f.l(2), f.l(3), Outcome.valueOf(f.s(4)), f.l(5), f.optional(6));
            case "ConsumerPositioned" ->
                new HistoryEvent.ConsumerPositioned(f.i(0), Reader.valueOf(f.s(1)), f.i(2), f.l(3), f.l(4));
            case "Polled" ->
                new HistoryEvent.Polled(f.i(0), f.i(1), f.l(2), f.l(3), runsFrom(f.list(4)), foreignFrom(f.list(5)));
            case "PollFailed" -> new HistoryEvent.PollFailed(f.i(0), f.l(1), f.l(2), f.s(3));
            case "EndOffsetSampled" ->
                new HistoryEvent.EndOffsetSampled(
                        f.i(0), f.l(1), f.l(2), Outcome.valueOf(f.s(3)), f.l(4), f.i(5), f.optional(6));
            case "FinalReadEnded" ->
                new HistoryEvent.FinalReadEnded(f.i(0), f.i(1), f.l(2), f.l(3), f.l(4), f.l(5), f.optional(6));
            case "PhaseStarted" -> new HistoryEvent.PhaseStarted(Phase.valueOf(f.s(0)), f.l(1));
            case "HarnessStalled" -> new HistoryEvent.HarnessStalled(f.l(0), f.l(1));
            default -> throw new IllegalStateException("unknown kind of history event: " + kind);
        };
    }

    private static GenericData.Array<GenericRecord> runs(List<ValueRun> runs) {
        List<GenericRecord> records = new ArrayList<>(runs.size());
        for (ValueRun run : runs) {
            records.add(record(
                    HistorySchema.RUNS.getElementType(),
                    run.baseOffset(),
                    run.producer(),
                    run.valuePartition(),
                    run.firstSequence(),
                    run.count()));
        }
        return new GenericData.Array<>(HistorySchema.RUNS, records);
    }

    private static GenericData.Array<GenericRecord> foreign(List<ForeignRecord> foreign) {
        List<GenericRecord> records = new ArrayList<>(foreign.size());
        for (ForeignRecord one : foreign) {
            records.add(record(HistorySchema.FOREIGN.getElementType(), one.offset(), one.reason(), one.head()));
        }
        return new GenericData.Array<>(HistorySchema.FOREIGN, records);
    }

    private static List<ValueRun> runsFrom(List<?> in) {
        List<ValueRun> runs = new ArrayList<>(in.size());
        for (Object element : in) {
            Fields f = new Fields((IndexedRecord) element);
            runs.add(new ValueRun(f.l(0), f.i(1), f.i(2), f.l(3), f.i(4)));
        }
        return runs;
    }

    private static List<ForeignRecord> foreignFrom(List<?> in) {
        List<ForeignRecord> foreign = new ArrayList<>(in.size());
        for (Object element : in) {
            Fields f = new Fields((IndexedRecord) element);
            foreign.add(new ForeignRecord(f.l(0), f.s(1), f.s(2)));
        }
        return foreign;
    }

    private static GenericRecord record(Schema schema, @Nullable Object... values) {
        GenericData.Record record = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        return record;
    }

    /** Typed access to a record's fields by position. */
    private record Fields(IndexedRecord in) {
        int i(int position) {
            return (Integer) in.get(position);
        }

        long l(int position) {
            return (Long) in.get(position);
        }

        String s(int position) {
            return in.get(position).toString();
        }

        @Nullable
        String optional(int position) {
            Object value = in.get(position);
            return value == null ? null : value.toString();
        }

        List<?> list(int position) {
            return (List<?>) in.get(position);
        }
    }
}
