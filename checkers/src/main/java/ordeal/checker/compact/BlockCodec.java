package ordeal.checker.compact;

/**
 * How a block of {@link LongColumn#BLOCK_SIZE} longs becomes bytes. Every long can be stored; how few bytes that takes depends on how
 * well the codec foresees each from those before it. Holds scratch space, so one serves any number of columns of one thread.
 */
sealed interface BlockCodec permits SteppedBlocks, ValueBlocks {
    /** The bytes of a block. */
    byte[] encode(long[] block);

    /** Fills a block from the bytes that {@link #encode} made of it. */
    void decode(byte[] bytes, long[] block);
}
