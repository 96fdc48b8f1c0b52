package ordeal.checker.client;

import java.util.LongSummaryStatistics;
import java.util.function.LongPredicate;
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
        LongSummaryStatistics before = acknowledgements(evidence, nanos -> nanos <= lossNanos);
        long lastNanos = before.getCount() == 0 ? 0 : before.getMax();
        return acknowledgements(evidence, nanos -> lastNanos - SECOND_NANOS < nanos && nanos <= lastNanos)
                .getCount();
    }

    /** When sends were acknowledged, of those that were so at certain moments. */
    private static LongSummaryStatistics acknowledgements(ClientEvidence evidence, LongPredicate counts) {
        LongSummaryStatistics moments = new LongSummaryStatistics();
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            for (Lane lane : evidence.history().sends().lanes(partition)) {
                lane.forEach(sequence -> {
                    if (lane.acknowledged(sequence) && counts.test(lane.completedNanos(sequence))) {
                        moments.accept(lane.completedNanos(sequence));
                    }
                });
            }
        }
        return moments;
    }
}
