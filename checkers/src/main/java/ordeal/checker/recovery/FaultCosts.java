package ordeal.checker.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.HistorySource;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;

/**
 * What each fault cost each partition, by the intended time of sends: an open loop, so that an outage counts everything that was
 * due while it lasted.
 *
 * <p>A send is <em>served</em> when it was acknowledged within {@link PartitionLoad#SERVED_WITHIN_NANOS} of its intended time. An
 * unavailability window is a run of at least {@value PartitionLoad#WINDOW_SENDS} unserved sends. A window and a first error belong
 * to the fault injected last before them. Recovery is the start of the first {@link PartitionLoad#SPAN_NANOS} long span after the
 * heal in which at least 95 % of what the warm-up served is served, with a 99th percentile of at most twice the warm-up's.
 */
public final class FaultCosts {
    private FaultCosts() {}

    /** The cost of every fault that took hold, in the order of injection; empty without a history or faults. */
    public static List<FaultCost> of(Evidence evidence) {
        if (!(evidence.history() instanceof Part.Present<HistorySource>(HistorySource source))
                || !(evidence.faults() instanceof Part.Present<List<FaultRecord>>(List<FaultRecord> all))) {
            return List.of();
        }
        List<FaultRecord> faults = all.stream()
                .filter(fault -> fault.injectedNanos() >= 0)
                .sorted(Comparator.comparingLong(FaultRecord::injectedNanos).thenComparingInt(FaultRecord::id))
                .toList();
        List<Partition> partitions = evidence.run().partitions();
        List<PartitionLoad> loads = faults.isEmpty() ? List.of() : LoadReader.read(source, partitions.size());
        List<FaultCost> costs = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            FaultRecord fault = faults.get(i);
            long untilNanos = i + 1 < faults.size() ? faults.get(i + 1).injectedNanos() : Long.MAX_VALUE;
            List<PartitionCost> parts = new ArrayList<>();
            for (int number = 0; number < partitions.size(); number++) {
                parts.add(cost(partitions.get(number), loads.get(number), fault, untilNanos));
            }
            costs.add(new FaultCost(
                    fault.id(), fault.kind(), fault.description(), fault.injectedNanos(), fault.healedNanos(), parts));
        }
        return costs;
    }

    private static PartitionCost cost(Partition partition, PartitionLoad load, FaultRecord fault, long untilNanos) {
        long from = fault.injectedNanos();
        long heal = fault.healedNanos();
        return new PartitionCost(
                partition,
                since(from, load.firstUnserved(from, untilNanos)),
                heal < 0 ? -1 : since(heal, load.firstAcknowledgement(heal)),
                heal < 0 ? -1 : since(heal, load.firstNormalSpan(heal)),
                load.windows(from, untilNanos));
    }

    private static long since(long edgeNanos, long atNanos) {
        return atNanos < 0 ? -1 : atNanos - edgeNanos;
    }
}
