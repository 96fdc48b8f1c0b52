package ordeal.broker.rules;

import org.jspecify.annotations.Nullable;

/** Whether a batch of an idempotent producer is the next one, one that is there already, or out of turn (KIP-98). */
public final class SequenceCheck {
    private SequenceCheck() {}

    /** What a partition knows of a producer. */
    public interface Known {
        /** Its epoch. */
        short epoch();

        /** The sequence number of its last record. */
        int lastSequence();

        /** Whether one of its last batches in its current epoch has exactly these sequence numbers. */
        boolean remembers(int firstSequence, int lastSequence);
    }

    /** What a batch is. */
    public enum Verdict {
        /** The next one: append it. */
        NEXT,
        /** In the log already. */
        REPEATED,
        /** Of an epoch of its producer that is over. */
        OLD_EPOCH,
        /** Neither the next nor one that is remembered; in a new epoch: not its first. */
        OUT_OF_ORDER
    }

    /** How a batch came into the log. */
    public enum Origin {
        /** A client sent it to this broker, the leader. */
        CLIENT,
        /** It was fetched from the leader. */
        LEADER
    }

    /**
     * Judges a batch.
     *
     * @param known null when nothing is known of the producer: then any sequence number is accepted
     * @param epoch the batch's producer epoch
     */
    public static Verdict judge(@Nullable Known known, short epoch, int firstSequence, int lastSequence) {
        if (known == null) {
            return Verdict.NEXT;
        }
        if (epoch < known.epoch()) {
            return Verdict.OLD_EPOCH;
        }
        if (epoch > known.epoch()) {
            return firstSequence == 0 ? Verdict.NEXT : Verdict.OUT_OF_ORDER;
        }
        if (known.remembers(firstSequence, lastSequence)) {
            return Verdict.REPEATED;
        }
        return firstSequence == following(known.lastSequence()) ? Verdict.NEXT : Verdict.OUT_OF_ORDER;
    }

    /**
     * Whether a batch that was appended is kept in mind. All are, for a follower may lead next, and must know then what the leaders
     * before it knew.
     */
    public static boolean remember(Origin origin) {
        return switch (origin) {
            case CLIENT, LEADER -> true;
        };
    }

    /** The sequence number after another one: they wrap from 2^31 - 1 to 0. */
    public static int following(int sequence) {
        return sequence == Integer.MAX_VALUE ? 0 : sequence + 1;
    }
}
