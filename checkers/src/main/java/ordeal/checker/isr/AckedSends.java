package ordeal.checker.isr;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;
import ordeal.checker.run.RunDescription;

/** The sends that were acknowledged by all in-sync replicas, with an offset. None when the run's producers asked for less. */
final class AckedSends {
    private AckedSends() {}

    /**
     * One acknowledged send.
     *
     * @param partition the run's number of the partition
     * @param value the value, packed
     */
    record Ack(int partition, long offset, long value, long invokedNanos, long completedNanos) {
        String describe() {
            return "send of " + Value.unpack(value) + " acknowledged at offset " + offset;
        }
    }

    /** Passes every acknowledged send, in the order of the acknowledgements. */
    static void forEach(RunDescription run, HistorySource history, Consumer<Ack> action) {
        String acks = run.workload().acks();
        if (!acks.equals("all") && !acks.equals("-1")) {
            return;
        }
        Map<Long, Long> inFlight = new HashMap<>();
        history.forEach(event -> {
            if (event instanceof HistoryEvent.SendInvoked sent) {
                inFlight.put(new Value(sent.producer(), sent.partition(), sent.sequence()).pack(), sent.invokedNanos());
            } else if (event instanceof HistoryEvent.SendCompleted done) {
                long value = new Value(done.producer(), done.partition(), done.sequence()).pack();
                Long invoked = inFlight.remove(value);
                if (done.outcome() == Outcome.OK && done.offset() >= 0) {
                    action.accept(new Ack(
                            done.partition(),
                            done.offset(),
                            value,
                            invoked == null ? 0 : invoked,
                            done.completedNanos()));
                }
            }
        });
    }
}
