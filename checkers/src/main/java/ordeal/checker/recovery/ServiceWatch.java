package ordeal.checker.recovery;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import org.jspecify.annotations.Nullable;

/** One pass over a history that notes, for each partition, when clients were first served after the heal barrier. */
final class ServiceWatch {
    /** A send that began after the heal barrier. */
    private record Send(int producer, int partition, long sequence) {}

    private final Map<Send, Long> open = new HashMap<>();
    private final Map<Integer, Long> firstAck = new HashMap<>();
    private final Map<Integer, Long> firstRead = new HashMap<>();
    private final Map<Phase, Long> phases = new HashMap<>();
    private long longestStallNanos;

    private ServiceWatch() {}

    static ServiceWatch of(HistorySource source) {
        ServiceWatch watch = new ServiceWatch();
        source.forEach(watch::add);
        return watch;
    }

    /** When a phase began. */
    OptionalLong started(Phase phase) {
        return at(phases.get(phase));
    }

    /** When a send that began after the heal barrier was first acknowledged. */
    OptionalLong firstAckNanos(int partition) {
        return at(firstAck.get(partition));
    }

    /** When a poll that began after the heal barrier first returned records. */
    OptionalLong firstReadNanos(int partition) {
        return at(firstRead.get(partition));
    }

    /** The harness's longest stall; 0 when it had none. */
    long longestStallNanos() {
        return longestStallNanos;
    }

    private void add(HistoryEvent event) {
        switch (event) {
            case HistoryEvent.PhaseStarted e -> phases.putIfAbsent(e.phase(), e.nanos());
            case HistoryEvent.HarnessStalled e -> longestStallNanos = Math.max(longestStallNanos, e.stallNanos());
            case HistoryEvent.SendInvoked e -> {
                if (afterHeal(e.invokedNanos()) && !firstAck.containsKey(e.partition())) {
                    open.put(new Send(e.producer(), e.partition(), e.sequence()), e.invokedNanos());
                }
            }
            case HistoryEvent.SendCompleted e -> {
                boolean began = open.remove(new Send(e.producer(), e.partition(), e.sequence())) != null;
                if (began && e.outcome() == Outcome.OK) {
                    firstAck.merge(e.partition(), e.completedNanos(), Math::min);
                }
            }
            case HistoryEvent.Polled e -> {
                if (afterHeal(e.startedNanos()) && !e.runs().isEmpty()) {
                    firstRead.merge(e.partition(), e.completedNanos(), Math::min);
                }
            }
            case HistoryEvent.ConsumerPositioned _,
                    HistoryEvent.PollFailed _,
                    HistoryEvent.EndOffsetSampled _,
                    HistoryEvent.FinalReadEnded _ -> {}
        }
    }

    private boolean afterHeal(long nanos) {
        Long heal = phases.get(Phase.RECOVERY);
        return heal != null && nanos >= heal;
    }

    private static OptionalLong at(@Nullable Long nanos) {
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
