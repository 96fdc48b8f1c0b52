package ordeal.broker.log;

import org.apache.kafka.common.record.BaseRecords;

/**
 * Whole batches read from a log. The bytes stay where they are until the network sends them: a file's are never copied.
 *
 * @param records the batches, from the one that holds the wanted offset; empty when there is none below the bound
 * @param sizeBytes their size
 */
public record FetchedRecords(BaseRecords records, int sizeBytes) {}
