package ordeal.nemesis.port;

/** What a link does with the bytes it carries. Bytes are never dropped from a connection that lives on. */
public sealed interface LinkBehaviour {
    /**
     * Passes bytes on as they come. Bytes held before are delivered in order first, unless an end of the connection
     * died.
     */
    record Pass() implements LinkBehaviour {}

    /** Keeps bytes back; connections stay open, new ones are accepted and held too. */
    record Hold() implements LinkBehaviour {}

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
}
