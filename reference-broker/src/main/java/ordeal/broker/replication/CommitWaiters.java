package ordeal.broker.replication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Sends that wait for their records to be committed, in the order of their offsets: what is committed for one is committed for all
 * before it. Kafka calls this place the purgatory.
 */
public final class CommitWaiters {
    private final Deque<Waiter> waiting = new ArrayDeque<>();

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
        }
    }

    void add(Waiter waiter) {
        waiting.addLast(waiter);
    }

    /**
     * Answers all that need not wait any longer.
     *
     * @param decision what a waiter is to be told; null when it must go on waiting
     */
    void settle(Function<Waiter, @Nullable Errors> decision) {
        while (!waiting.isEmpty()) {
            Waiter first = waiting.getFirst();
            Errors decided = decision.apply(first);
            if (decided == null) {
                return;
            }
            waiting.removeFirst();
            first.answer(decided);
        }
    }

    /** Tells all of them the same. */
    void abandon(Errors error) {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().answer(error);
        }
    }
}
