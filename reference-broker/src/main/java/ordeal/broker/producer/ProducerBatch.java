package ordeal.broker.producer;

/**
 * A batch of an idempotent producer, as a partition remembers it.
 *
 * @param firstSequence sequence number of its first record
 * @param lastSequence sequence number of its last record; smaller than the first when the numbers wrapped
 * @param firstOffset offset of its first record
 * @param lastOffset offset of its last record
 * @param timestampMs the greatest timestamp in it
 */
public record ProducerBatch(int firstSequence, int lastSequence, long firstOffset, long lastOffset, long timestampMs) {}
