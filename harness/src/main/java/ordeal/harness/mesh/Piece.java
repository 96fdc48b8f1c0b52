package ordeal.harness.mesh;

import java.nio.ByteBuffer;

/** What a link's queue holds. */
sealed interface Piece {
    /**
     * Bytes that arrived together.
     *
     * @param bytes those of them that were not passed on yet, from position to limit
     * @param arrivedNanos when they arrived
     * @param jitter a number in [0, 1) drawn for them
     */
    record Data(ByteBuffer bytes, long arrivedNanos, double jitter) implements Piece {
        int remaining() {
            return bytes.remaining();
        }

        /** The first so many bytes. */
        Data first(int count) {
            return new Data(bytes.slice(bytes.position(), count), arrivedNanos, jitter);
        }

        /** Everything after the first so many bytes. */
        Data after(int count) {
            int from = bytes.position() + count;
            return new Data(bytes.slice(from, bytes.limit() - from), arrivedNanos, jitter);
        }
    }

    /** The sender closed its side; the receiver is told after everything before it. */
    record End() implements Piece {}

    /** The sender's side broke; the receiver's is reset after everything before it. */
    record Broken() implements Piece {}
}
