package ordeal.broker.log;

/** An offset that a broker writes down for each of its partitions. */
public enum Checkpoint {
    /** The high watermark. */
    HIGH_WATERMARK,
    /** The recovery point: everything below it was synced. */
    RECOVERY_POINT,
    /** The first offset that can be read. */
    LOG_START
}
