package ordeal.checker.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import ordeal.checker.history.HistoryEvent.EndOffsetSampled;
import ordeal.checker.history.Value;

/**
 * How far a partition was known to be committed when each sample of its end offset was taken. Of all that became known between two
 * samples only the furthest end of each leader epoch counts, so memory grows with the samples and not with the acknowledgements.
 */
final class KnownEnds {
    private final List<EndOffsetSampled> samples;
    /** For each sample, what became known after the one before it was taken, by leader epoch. */
    private final List<Map<Integer, Bound>> since = new ArrayList<>();

    /** What is known of the end: at a moment somebody was told that, in an epoch, everything below this offset is committed. */
    record Bound(long knownNanos, int epoch, long end, long packedValue) {
        /** Marks a bound that a sample, and no acknowledgement, gave. */
        static final long SAMPLED = -1;

        String says() {
            return packedValue == SAMPLED
                    ? "the end offset was " + end + " in epoch " + epoch
                    : Value.unpack(packedValue) + " was acknowledged at offset " + (end - 1) + " in epoch " + epoch;
        }

        /** Of two bounds of an epoch the one that reaches further, and of equals the one known first. */
        private static Bound further(Bound one, Bound other) {
            boolean later =
                    other.end() > one.end() || (other.end() == one.end() && other.knownNanos() < one.knownNanos());
            return later ? other : one;
        }
    }

    /** What the samples themselves tell: successful ones, in the order of the history. */
    KnownEnds(List<EndOffsetSampled> samples) {
        this.samples = new ArrayList<>(samples);
        this.samples.sort(Comparator.comparingLong(EndOffsetSampled::invokedNanos));
        samples.forEach(_ -> since.add(new TreeMap<>()));
        for (EndOffsetSampled sample : samples) {
            add(new Bound(sample.completedNanos(), sample.leaderEpoch(), sample.offset(), Bound.SAMPLED));
        }
    }

    /** A value was acknowledged at an offset, in an epoch, at a moment. */
    void acknowledged(long knownNanos, int epoch, long offset, long packedValue) {
        add(new Bound(knownNanos, epoch, offset + 1, packedValue));
    }

    /** Passes each sample in the order in which they were taken, with the furthest bound of each epoch by then, by epoch. */
    void forEach(BiConsumer<EndOffsetSampled, Collection<Bound>> action) {
        Map<Integer, Bound> furthest = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            since.get(i).forEach((epoch, bound) -> furthest.merge(epoch, bound, Bound::further));
            action.accept(samples.get(i), furthest.values());
        }
    }

    private void add(Bound bound) {
        int sample = firstTakenAtOrAfter(bound.knownNanos());
        if (sample < samples.size()) {
            since.get(sample).merge(bound.epoch(), bound, Bound::further);
        }
    }

    private int firstTakenAtOrAfter(long nanos) {
        int low = 0;
        int high = samples.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (samples.get(middle).invokedNanos() < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
