package ordeal.broker.producer;

/**
 * What a snapshot keeps of a producer: its epoch and its last batch.
 *
 * @param lastBatch the batches before it are not kept, so a resend of one of those is not recognised after a restart
 */
public record ProducerEntry(long producerId, short epoch, ProducerBatch lastBatch) {}
