package ordeal.checker.client;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Findings;

/**
 * How much a loss of data could have taken: the sends that were acknowledged in the last second before it in which anything was
 * acknowledged. Of several such faults the one with the fewest counts. That nothing was lost is worth little where this is small.
 */
final class AckedBeforeDataLoss implements ClientRule {
    /** The name of the count; absent where no fault took data. */
    static final String COUNT = "acknowledged-in-the-second-before-data-loss";

    private static final long SECOND_NANOS = 1_000_000_000L;

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        evidence.faults().stream()
                .filter(fault -> !fault.dataLosses().isEmpty())
                .mapToLong(fault -> acknowledgedBefore(evidence, fault))
                .min()
                .ifPresent(acknowledged -> findings.count(COUNT, acknowledged));
    }

    private static long acknowledgedBefore(ClientEvidence evidence, FaultRecord fault) {
        long lossNanos = fault.dataLosses().stream()
                .mapToLong(FaultRecord.DataLoss::nanos)
                .min()
                .orElseThrow();
        long lastNanos = acknowledgements(evidence, lossNanos).max().orElse(0);
        return acknowledgements(evidence, lastNanos)
                .filter(nanos -> nanos > lastNanos - SECOND_NANOS)
                .count();
    }

    /** When each send was acknowledged that was so no later than at a moment. */
    private static LongStream acknowledgements(ClientEvidence evidence, long untilNanos) {
        return IntStream.range(0, evidence.partitions().size())
                .boxed()
                .flatMap(partition -> evidence.history().sends().lanes(partition).stream())
                .flatMapToLong(lane -> IntStream.range(0, lane.size())
                        .filter(lane::acknowledged)
                        .mapToLong(lane::completedNanos))
                .filter(nanos -> nanos <= untilNanos);
    }
}
