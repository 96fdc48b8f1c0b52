package ordeal.harness.mesh;

/** What a link's queue holds. */
sealed interface Piece {
    /**
     * Bytes that arrived together.
     *
     * @param bytes the bytes
     * @param offset how many of them were passed on already
     * @param arrivedNanos when they arrived
     * @param jitter a number in [0, 1) drawn for them
     */
    record Data(byte[] bytes, int offset, long arrivedNanos, double jitter) implements Piece {
        int remaining() {
            return bytes.length - offset;
        }

        Data after(int count) {
            return new Data(bytes, offset + count, arrivedNanos, jitter);
        }
    }

    /** The sender closed its side; the receiver is told after everything before it. */
    record End() implements Piece {}

    /** The sender's side broke; the receiver's is reset after everything before it. */
    record Broken() implements Piece {}
}
