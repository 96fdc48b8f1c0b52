package ordeal.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import ordeal.checker.client.KnownEnds.Bound;
import ordeal.checker.history.HistoryEvent.EndOffsetSampled;
import ordeal.checker.history.Outcome;
import org.junit.jupiter.api.Test;

class KnownEndsTest {
    @Test
    void agreesWithASweepOverEveryBound() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<EndOffsetSampled> samples = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                long invoked = random.nextInt(30);
                samples.add(new EndOffsetSampled(
                        0,
                        invoked,
                        invoked + random.nextInt(9),
                        Outcome.OK,
                        random.nextInt(6),
                        random.nextInt(3),
                        null));
            }
            List<Bound> acks = new ArrayList<>();
            for (int i = 0; i < random.nextInt(12); i++) {
                acks.add(new Bound(random.nextInt(40), random.nextInt(3), 1 + random.nextInt(6), i));
            }
            KnownEnds known = new KnownEnds(samples);
            acks.forEach(ack -> known.acknowledged(ack.knownNanos(), ack.epoch(), ack.end() - 1, ack.packedValue()));
            List<List<Bound>> bounds = new ArrayList<>();
            known.forEach((_, furthest) -> bounds.add(List.copyOf(furthest)));
            assertThat(bounds).as("seed %d", seed).isEqualTo(swept(samples, acks));
        }
    }

    /** The same with every bound in a list, by the time at which it was known. */
    private static List<List<Bound>> swept(List<EndOffsetSampled> samples, List<Bound> acks) {
        List<Bound> all = new ArrayList<>();
        samples.forEach(sample ->
                all.add(new Bound(sample.completedNanos(), sample.leaderEpoch(), sample.offset(), Bound.SAMPLED)));
        all.addAll(acks);
        all.sort(Comparator.comparingLong(Bound::knownNanos));
        List<EndOffsetSampled> byTime = new ArrayList<>(samples);
        byTime.sort(Comparator.comparingLong(EndOffsetSampled::invokedNanos));
        List<List<Bound>> swept = new ArrayList<>();
        for (EndOffsetSampled sample : byTime) {
            Map<Integer, Bound> highest = new TreeMap<>();
            all.stream()
                    .filter(bound -> bound.knownNanos() <= sample.invokedNanos())
                    .forEach(bound ->
                            highest.merge(bound.epoch(), bound, (old, mine) -> mine.end() > old.end() ? mine : old));
            swept.add(List.copyOf(highest.values()));
        }
        return swept;
    }
}
