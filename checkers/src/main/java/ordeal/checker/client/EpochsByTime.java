package ordeal.checker.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.zookeeper.PartitionState;

/** The greatest leader epoch of a partition that ZooKeeper had recorded by each moment. */
final class EpochsByTime {
    private final TreeMap<Long, Integer> greatestSince = new TreeMap<>();

    private EpochsByTime() {}

    static EpochsByTime of(List<PartitionState> states, RunClock clock) {
        EpochsByTime epochs = new EpochsByTime();
        List<PartitionState> byTime = new ArrayList<>(states);
        byTime.sort(Comparator.comparingLong(PartitionState::epochMs));
        int greatest = Integer.MIN_VALUE;
        for (PartitionState state : byTime) {
            greatest = Math.max(greatest, state.leaderEpoch());
            epochs.greatestSince.put(clock.nanosAt(state.epochMs()), greatest);
        }
        return epochs;
    }

    /** The greatest epoch recorded at a moment or before; empty when there was none. */
    OptionalInt latestAt(long nanos) {
        Map.Entry<Long, Integer> entry = greatestSince.floorEntry(nanos);
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.getValue());
    }
}
