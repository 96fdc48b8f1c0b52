package ordeal.checker.contract;

import ordeal.checker.history.Value;

/**
 * A record that was acknowledged or read, and is not where it was.
 *
 * @param partition the run's number of its partition
 * @param offset where it was; -1 when its acknowledgement carried no offset
 * @param packedValue its value, see {@link Value#pack}
 * @param invokedNanos when its send was invoked: it was appended after that
 */
public record LostRecord(int partition, long offset, long packedValue, long invokedNanos) {}
