package ordeal.broker.log;

/**
 * A record found by its timestamp.
 *
 * @param leaderEpoch the leader epoch of its batch
 */
public record OffsetAtTime(long offset, long timestamp, int leaderEpoch) {}
