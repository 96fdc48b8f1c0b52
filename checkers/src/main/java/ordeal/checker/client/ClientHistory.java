package ordeal.checker.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Reader;
import ordeal.checker.history.Value;

/** The compact index of a history, built in one pass: every send, what was read at every offset, samples of end offsets. */
public final class ClientHistory {
    private final HistorySource source;
    private final SendTable sends = new SendTable();
    private final Map<Integer, OffsetMap> polled = new HashMap<>();
    private final Map<Integer, OffsetMap> finalReads = new HashMap<>();
    private final Map<Integer, SortedMap<Long, SortedSet<Long>>> conflicts = new HashMap<>();
    private final List<HistoryEvent.FinalReadEnded> finalReadsEnded = new ArrayList<>();
    private final Map<Integer, List<HistoryEvent.EndOffsetSampled>> samples = new HashMap<>();
    private final Map<Integer, Reader> readers = new HashMap<>();
    private long polledRecords;

    private ClientHistory(HistorySource source) {
        this.source = source;
    }

    /** Reads a history. */
    public static ClientHistory of(HistorySource source) {
        ClientHistory history = new ClientHistory(source);
        source.forEach(history::add);
        return history;
    }

    private void add(HistoryEvent event) {
        switch (event) {
            case HistoryEvent.SendInvoked e -> sends.add(e);
            case HistoryEvent.SendCompleted e -> sends.add(e);
            case HistoryEvent.ConsumerPositioned e -> readers.put(e.consumer(), e.reader());
            case HistoryEvent.Polled e -> addPolled(e);
            case HistoryEvent.EndOffsetSampled e ->
                samples.computeIfAbsent(e.partition(), _ -> new ArrayList<>()).add(e);
            case HistoryEvent.FinalReadEnded e -> finalReadsEnded.add(e);
            case HistoryEvent.PollFailed _, HistoryEvent.PhaseStarted _, HistoryEvent.HarnessStalled _ -> {}
        }
    }

    private void addPolled(HistoryEvent.Polled event) {
        OffsetMap all = polled.computeIfAbsent(event.partition(), _ -> new OffsetMap());
        boolean isFinal = readers.get(event.consumer()) == Reader.FINAL;
        OffsetMap end = finalReads.computeIfAbsent(event.partition(), _ -> new OffsetMap());
        for (HistoryEvent.ValueRun run : event.runs()) {
            long packed = new Value(run.producer(), run.valuePartition(), run.firstSequence()).pack();
            for (int i = 0; i < run.count(); i++) {
                sighted(event.partition(), all, run.baseOffset() + i, packed + i);
                if (isFinal) {
                    end.putIfAbsent(run.baseOffset() + i, packed + i);
                }
            }
            polledRecords += run.count();
        }
    }

    private void sighted(int partition, OffsetMap all, long offset, long packed) {
        long held = all.putIfAbsent(offset, packed);
        if (held != packed) {
            SortedSet<Long> values = conflicts
                    .computeIfAbsent(partition, _ -> new TreeMap<>())
                    .computeIfAbsent(offset, _ -> new TreeSet<>());
            values.add(held);
            values.add(packed);
        }
    }

    /** The history itself, for rules that follow it event by event. */
    public HistorySource source() {
        return source;
    }

    /** Every send. */
    public SendTable sends() {
        return sends;
    }

    /** What any consumer was first given at each offset of a partition. */
    public OffsetMap polled(int partition) {
        return polled.getOrDefault(partition, new OffsetMap());
    }

    /** Offsets of a partition at which consumers were given different values, with all of them. */
    public SortedMap<Long, SortedSet<Long>> conflicts(int partition) {
        return Collections.unmodifiableSortedMap(conflicts.getOrDefault(partition, new TreeMap<>()));
    }

    /** What the final reads of a partition delivered, whole or not. */
    public EndSource.FinalRead finalRead(int partition) {
        boolean whole = false;
        long reached = 0;
        for (HistoryEvent.FinalReadEnded ended : finalReadsEnded) {
            if (ended.partition() == partition) {
                whole |= ended.targetOffset() >= 0 && ended.reachedOffset() >= ended.targetOffset();
                reached = Math.max(reached, ended.reachedOffset());
            }
        }
        return new EndSource.FinalRead(finalReads.getOrDefault(partition, new OffsetMap()), whole, reached);
    }

    /** The samples of a partition's end offset, in the order of the history. */
    public List<HistoryEvent.EndOffsetSampled> samples(int partition) {
        return List.copyOf(samples.getOrDefault(partition, List.of()));
    }

    /** How many records all polls delivered. */
    public long polledRecords() {
        return polledRecords;
    }
}
