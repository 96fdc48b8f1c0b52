package ordeal.broker.replication;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Function;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Sends that wait for their records to be committed, in the order of their offsets: what is committed for one is committed for all
 * before it. A send that is repeated waits for the offsets of its first attempt, before sends that came earlier. Kafka calls this place
 * the purgatory.
 */
public final class CommitWaiters {
    private final Queue<Waiter> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiter::nextOffset));

    /** Hears what became of a send. */
    @FunctionalInterface
    public interface Answer {
        /** NONE when the records are committed; else why nobody knows whether they will be. */
        void decided(Errors error);
    }

    /** A send that waits. */
    public static final class Waiter {
        private final long nextOffset;
        private @Nullable Answer answer;
        private @Nullable Queue<Waiter> among;

        Waiter(long nextOffset, Answer answer) {
            this.nextOffset = nextOffset;
            this.answer = answer;
        }

        /** The offset after its last record. */
        long nextOffset() {
            return nextOffset;
        }

        void answer(Errors error) {
            Answer told = answer;
            answer = null;
            if (told != null) {
                told.decided(error);
            }
        }

        /** It waits no longer, and will not be told. */
        public void giveUp() {
            answer = null;
            if (among != null) {
                among.remove(this);
            }
        }
    }

    void add(Waiter waiter) {
        waiter.among = waiting;
        waiting.add(waiter);
    }

    /**
     * Answers all that need not wait any longer.
     *
     * @param decision what a waiter is to be told; null when it must go on waiting
     */
    void settle(Function<Waiter, @Nullable Errors> decision) {
        for (Waiter first = waiting.peek(); first != null; first = waiting.peek()) {
            Errors decided = decision.apply(first);
            if (decided == null) {
                return;
            }
            waiting.remove();
            first.answer(decided);
        }
    }

    /** Tells all of them the same. */
    void abandon(Errors error) {
        for (Waiter first = waiting.poll(); first != null; first = waiting.poll()) {
            first.answer(error);
        }
    }
}
