package ordeal.checker.culprit;

import java.util.OptionalInt;

/**
 * A record that is not where it was.
 *
 * @param partition the run's number of its partition
 * @param offset where it was
 * @param heldInEpoch the latest leader epoch in which a leader is known to have held it; empty when none is known
 * @param sinceNanos it was appended after that; -1 when unknown
 * @param knownNanos it was known to be there then: acknowledged or read; -1 when unknown
 */
public record Gone(int partition, long offset, OptionalInt heldInEpoch, long sinceNanos, long knownNanos) {}
