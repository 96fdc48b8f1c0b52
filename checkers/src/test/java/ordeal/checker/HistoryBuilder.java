package ordeal.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import ordeal.checker.history.Reader;
import ordeal.checker.history.Value;

/** Writes histories by hand. Every event is a millisecond after the one before unless {@link #at} says otherwise. */
public final class HistoryBuilder implements HistorySource {
    public static final long MS = 1_000_000L;
    private static final int FINAL_CONSUMER = 100;

    private final List<HistoryEvent> events = new ArrayList<>();
    private final Map<List<Integer>, Long> nextSequence = new HashMap<>();
    private long nanos;

    @Override
    public void forEach(Consumer<? super HistoryEvent> action) {
        events.forEach(action);
    }

    public HistoryBuilder add(HistoryEvent event) {
        events.add(event);
        return this;
    }

    public HistoryBuilder at(long ms) {
        nanos = ms * MS;
        return this;
    }

    public long tick() {
        nanos += MS;
        return nanos;
    }

    public HistoryBuilder phase(Phase phase) {
        return add(new HistoryEvent.PhaseStarted(phase, tick()));
    }

    /** Invokes the next send of a producer to a partition. */
    public long invoke(int producer, int partition) {
        long sequence = nextSequence.merge(List.of(producer, partition), 0L, (old, _) -> old + 1);
        tick();
        add(new HistoryEvent.SendInvoked(producer, partition, sequence, 100, nanos, nanos));
        return sequence;
    }

    public HistoryBuilder complete(int producer, int partition, long sequence, Outcome outcome, long offset) {
        String error = outcome == Outcome.OK ? null : "TimeoutException";
        return add(new HistoryEvent.SendCompleted(producer, partition, sequence, tick(), outcome, offset, error));
    }

    public HistoryBuilder acked(int producer, int partition, long offset) {
        return complete(producer, partition, invoke(producer, partition), Outcome.OK, offset);
    }

    public HistoryBuilder info(int producer, int partition) {
        return complete(producer, partition, invoke(producer, partition), Outcome.INFO, -1);
    }

    public HistoryBuilder failed(int producer, int partition) {
        return complete(producer, partition, invoke(producer, partition), Outcome.FAIL, -1);
    }

    public HistoryBuilder positioned(int consumer, Reader reader, int partition, long position) {
        return add(new HistoryEvent.ConsumerPositioned(consumer, reader, partition, position, tick()));
    }

    /** A poll that returned these values from an offset on. */
    public HistoryBuilder poll(int consumer, int partition, long offset, Value... values) {
        List<HistoryEvent.ValueRun> runs = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Value value = values[i];
            runs.add(new HistoryEvent.ValueRun(offset + i, value.producer(), value.partition(), value.sequence(), 1));
        }
        long started = tick();
        return add(new HistoryEvent.Polled(consumer, partition, started, tick(), runs, List.of()));
    }

    public HistoryBuilder foreign(int consumer, int partition, long offset) {
        long started = tick();
        return add(new HistoryEvent.Polled(
                consumer,
                partition,
                started,
                tick(),
                List.of(),
                List.of(new HistoryEvent.ForeignRecord(offset, "checksum mismatch", "4f44"))));
    }

    public HistoryBuilder endOffset(int partition, long offset, int leaderEpoch) {
        long invoked = tick();
        return add(
                new HistoryEvent.EndOffsetSampled(partition, invoked, tick(), Outcome.OK, offset, leaderEpoch, null));
    }

    /** A whole final read that found these values from offset 0 on. */
    public HistoryBuilder finalRead(int partition, Value... values) {
        return finalReadOf(partition, values.length, 0, values);
    }

    /** A final read that was to reach a target, and found these values from an offset on. */
    public HistoryBuilder finalReadOf(int partition, long target, long offset, Value... values) {
        int consumer = FINAL_CONSUMER + partition;
        positioned(consumer, Reader.FINAL, partition, 0);
        if (values.length > 0) {
            poll(consumer, partition, offset, values);
        }
        return add(
                new HistoryEvent.FinalReadEnded(consumer, partition, 0, target, offset + values.length, tick(), null));
    }

    public static Value value(int producer, int partition, long sequence) {
        return new Value(producer, partition, sequence);
    }
}
