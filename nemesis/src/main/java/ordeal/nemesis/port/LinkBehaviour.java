package ordeal.nemesis.port;

/**
 * What a link does with the bytes it carries. A connection that lives on loses none of them: where packets are dropped, the sender's
 * kernel sends them again.
 */
public sealed interface LinkBehaviour {
    /**
     * Passes bytes on as they come. Bytes held before are delivered in order first, unless an end of the connection
     * died.
     */
    record Pass() implements LinkBehaviour {}

    /**
     * Keeps bytes back; connections stay open. A deployment whose links are streams accepts and holds new connections too, and the other
     * direction lives on; one that drops packets answers no new connection, and drops acknowledgements as well, so that the other
     * direction stalls once its sender waits for them.
     */
    record Hold() implements LinkBehaviour {}

    /**
     * Passes no bytes on, yet the other direction lives on and connections open and close: the packets that carry bytes are dropped and
     * acknowledgements pass. Where links are streams this is {@link Hold}.
     */
    record Deaf() implements LinkBehaviour {}

    /**
     * Drops packets at random; their bytes come late, sent again.
     *
     * @param percent how many of a hundred, 1 to 99
     */
    record Lose(int percent) implements LinkBehaviour {
        public Lose {
            checkPercent("a lossy link loses", percent);
        }
    }

    /**
     * Some packets overtake the others, which come late; the receiver's kernel puts the bytes in order.
     *
     * @param percent how many of a hundred overtake, 1 to 99
     * @param delayMs how late the others come, at least 1
     */
    record Reorder(int percent, long delayMs) implements LinkBehaviour {
        public Reorder {
            checkPercent("on a reordering link overtake", percent);
            if (delayMs < 1) {
                throw new IllegalArgumentException("nothing is overtaken that is not late, by 1 ms at least");
            }
        }
    }

    /**
     * Delivers packets twice at random; the receiver's kernel drops the second.
     *
     * @param percent how many of a hundred, 1 to 99
     */
    record Duplicate(int percent) implements LinkBehaviour {
        public Duplicate {
            checkPercent("a duplicating link delivers twice", percent);
        }
    }

    /**
     * Flips a bit in packets at random. The receiver's kernel finds that the checksum is wrong and drops them, so their bytes come late,
     * sent again.
     *
     * @param percent how many of a hundred, 1 to 99
     */
    record Corrupt(int percent) implements LinkBehaviour {
        public Corrupt {
            checkPercent("a corrupting link damages", percent);
        }
    }

    /**
     * Passes bytes on later, in order.
     *
     * @param delayMs how much later
     * @param jitterMs how much more at most, drawn anew for each piece
     */
    record Delay(long delayMs, long jitterMs) implements LinkBehaviour {
        public Delay {
            if (delayMs < 0 || jitterMs < 0) {
                throw new IllegalArgumentException("delay and jitter are not negative");
            }
        }
    }

    /**
     * Passes at most so many bytes a second.
     *
     * @param bytesPerSecond the rate, at least 1
     */
    record Throttle(long bytesPerSecond) implements LinkBehaviour {
        public Throttle {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("a throttle passes at least one byte a second");
            }
        }
    }

    /** Resets each connection, and each new one once it carries bytes in this direction. Held bytes are discarded. */
    record Reset() implements LinkBehaviour {}

    /** Refuses new connections (either direction refuses the whole dial); those that stand are reset. */
    record Refuse() implements LinkBehaviour {}

    /** Whether it picks packets at random: a stream of bytes has none, and where there are packets it takes many of them to show it. */
    default boolean needsPackets() {
        return switch (this) {
            case Lose _, Reorder _, Duplicate _, Corrupt _ -> true;
            case Pass _, Hold _, Deaf _, Delay _, Throttle _, Reset _, Refuse _ -> false;
        };
    }

    private static void checkPercent(String what, int percent) {
        if (percent < 1 || percent > 99) {
            throw new IllegalArgumentException("%s 1 to 99 of a hundred packets, not %d".formatted(what, percent));
        }
    }
}
