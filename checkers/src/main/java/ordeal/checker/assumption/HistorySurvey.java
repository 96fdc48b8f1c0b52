package ordeal.checker.assumption;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import ordeal.checker.compact.SparseBits;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import org.jspecify.annotations.Nullable;

/** One pass over a history that asks what must hold of any history, whatever the cluster did. */
final class HistorySurvey {
    private static final int CONTRADICTION_LIMIT = 5;

    /** One producer's sends to one partition. */
    private record LaneKey(int producer, int partition) {}

    /** Whether sends and their completions pair up, and in which order they came. */
    private static final class LaneState {
        long invoked;
        long lastInvokedNanos;
        final SparseBits completed = new SparseBits();
        final Map<Long, Long> openSince = new HashMap<>();
    }

    /** An operation that succeeded on a partition in a phase. */
    private record Success(Phase phase, int partition) {}

    private final int partitions;
    private final Map<LaneKey, LaneState> lanes = new HashMap<>();
    private final Set<Success> acknowledged = new HashSet<>();
    private final Set<Success> polled = new HashSet<>();
    private final Map<Phase, Long> acknowledgedCounts = new EnumMap<>(Phase.class);
    private final Map<Phase, Long> polledCounts = new EnumMap<>(Phase.class);
    private final Map<Phase, Long> starts = new EnumMap<>(Phase.class);
    private final Set<Integer> toldEnds = new HashSet<>();
    private final Map<Integer, String> finalReads = new HashMap<>();
    private final Set<Integer> finalReadsComplete = new HashSet<>();
    private final List<String> contradictions = new ArrayList<>();
    private long events;
    private long contradictionCount;
    private @Nullable Phase phase;
    private long phaseNanos;

    private HistorySurvey(int partitions) {
        this.partitions = partitions;
    }

    static HistorySurvey of(HistorySource source, int partitions) {
        HistorySurvey survey = new HistorySurvey(partitions);
        source.forEach(survey::add);
        return survey;
    }

    /** How many events there are. */
    long events() {
        return events;
    }

    /** The last phase that began. */
    Optional<Phase> lastPhase() {
        return Optional.ofNullable(phase);
    }

    /** The first few contradictions, and how many more there are. */
    List<String> contradictions() {
        List<String> shown = new ArrayList<>(contradictions);
        if (contradictionCount > contradictions.size()) {
            shown.add((contradictionCount - contradictions.size()) + " more of the kind");
        }
        return shown;
    }

    /** Whether some send to the partition was acknowledged in the phase. */
    boolean acknowledgedIn(Phase when, int partition) {
        return acknowledged.contains(new Success(when, partition));
    }

    /** How many sends were acknowledged in the phase. */
    long acknowledgedIn(Phase when) {
        return acknowledgedCounts.getOrDefault(when, 0L);
    }

    /** How many records polls returned in the phase. */
    long polledIn(Phase when) {
        return polledCounts.getOrDefault(when, 0L);
    }

    /** When the phase began; empty when it did not. */
    OptionalLong startOf(Phase when) {
        Long nanos = starts.get(when);
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** Whether some poll returned records of the partition in the phase. */
    boolean polledIn(Phase when, int partition) {
        return polled.contains(new Success(when, partition));
    }

    /** Whether somebody was told the partition's end offset together with its leader epoch. */
    boolean endTold(int partition) {
        return toldEnds.contains(partition);
    }

    /** Why the partition's final read is not complete; empty when it is. */
    Optional<String> finalReadGap(int partition) {
        return finalReadsComplete.contains(partition)
                ? Optional.empty()
                : Optional.of(finalReads.getOrDefault(partition, "there was none"));
    }

    private void add(HistoryEvent event) {
        events++;
        if (event.atNanos() < 0) {
            contradiction("an event lies before the start of the run: " + event);
        }
        if (phase == Phase.ENDED) {
            contradiction("an event follows the end of the run: " + event);
        }
        switch (event) {
            case HistoryEvent.SendInvoked e -> invoked(e);
            case HistoryEvent.SendCompleted e -> completed(e);
            case HistoryEvent.ConsumerPositioned e -> knownPartition(e.partition(), event);
            case HistoryEvent.Polled e -> polled(e);
            case HistoryEvent.PollFailed e -> ordered(e.startedNanos(), e.completedNanos(), event);
            case HistoryEvent.EndOffsetSampled e -> {
                knownPartition(e.partition(), event);
                ordered(e.invokedNanos(), e.completedNanos(), event);
                if (e.outcome() == Outcome.OK && e.leaderEpoch() >= 0) {
                    toldEnds.add(e.partition());
                }
            }
            case HistoryEvent.FinalReadEnded e -> finalReadEnded(e);
            case HistoryEvent.PhaseStarted e -> phaseStarted(e);
            case HistoryEvent.HarnessStalled e -> {
                if (e.stallNanos() < 0) {
                    contradiction("a stall of negative length: " + e);
                }
            }
        }
    }

    private void invoked(HistoryEvent.SendInvoked e) {
        knownPartition(e.partition(), e);
        LaneState lane = lanes.computeIfAbsent(new LaneKey(e.producer(), e.partition()), _ -> new LaneState());
        if (e.sequence() < lane.invoked) {
            contradiction("a value was sent twice: " + e);
            return;
        }
        if (e.sequence() > lane.invoked) {
            contradiction("a sequence was left out before " + e);
        }
        if (e.invokedNanos() < lane.lastInvokedNanos) {
            contradiction("the clock went back at " + e);
        }
        lane.invoked = e.sequence() + 1;
        lane.lastInvokedNanos = e.invokedNanos();
        lane.openSince.put(e.sequence(), e.invokedNanos());
    }

    private void completed(HistoryEvent.SendCompleted e) {
        LaneState lane = lanes.computeIfAbsent(new LaneKey(e.producer(), e.partition()), _ -> new LaneState());
        Long since = lane.openSince.remove(e.sequence());
        if (since == null) {
            contradiction((lane.completed.contains(e.sequence())
                            ? "a send completed twice: "
                            : "a send completed that was never invoked: ")
                    + e);
            return;
        }
        lane.completed.add(e.sequence());
        ordered(since, e.completedNanos(), e);
        if (e.outcome() == Outcome.OK && phase != null) {
            acknowledged.add(new Success(phase, e.partition()));
            acknowledgedCounts.merge(phase, 1L, Long::sum);
        }
    }

    private void polled(HistoryEvent.Polled e) {
        knownPartition(e.partition(), e);
        ordered(e.startedNanos(), e.completedNanos(), e);
        if (phase != null && !e.runs().isEmpty()) {
            polled.add(new Success(phase, e.partition()));
            polledCounts.merge(
                    phase,
                    e.runs().stream().mapToLong(HistoryEvent.ValueRun::count).sum(),
                    Long::sum);
        }
    }

    private void finalReadEnded(HistoryEvent.FinalReadEnded e) {
        knownPartition(e.partition(), e);
        if (e.targetOffset() >= 0 && e.reachedOffset() >= e.targetOffset()) {
            finalReadsComplete.add(e.partition());
            return;
        }
        String where = e.targetOffset() < 0
                ? "its end offset could not be had"
                : "it reached offset " + e.reachedOffset() + " of " + e.targetOffset();
        finalReads.put(e.partition(), e.error() == null ? where : where + " (" + e.error() + ")");
    }

    private void phaseStarted(HistoryEvent.PhaseStarted e) {
        if (phase != null && e.phase().compareTo(phase) <= 0) {
            contradiction("phase " + e.phase() + " began after phase " + phase);
        }
        if (e.nanos() < phaseNanos) {
            contradiction("the clock went back at the start of phase " + e.phase());
        }
        phase = e.phase();
        phaseNanos = e.nanos();
        starts.putIfAbsent(phase, phaseNanos);
        long open =
                lanes.values().stream().mapToLong(lane -> lane.openSince.size()).sum();
        if (phase == Phase.ENDED && open > 0) {
            contradiction(open + " sends never completed, although the run ended in an orderly way");
        }
    }

    private void ordered(long fromNanos, long toNanos, HistoryEvent event) {
        if (toNanos < fromNanos) {
            contradiction("an operation completed before it began: " + event);
        }
    }

    private void knownPartition(int partition, HistoryEvent event) {
        if (partition < 0 || partition >= partitions) {
            contradiction("there is no such partition: " + event);
        }
    }

    private void contradiction(String text) {
        if (contradictionCount++ < CONTRADICTION_LIMIT) {
            contradictions.add(text);
        }
    }
}
