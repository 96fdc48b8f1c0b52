package ordeal.checker.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import ordeal.checker.contract.PermittedCause;
import ordeal.checker.history.HistoryEvent.EndOffsetSampled;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.verdict.Findings;

/**
 * {@code end-offset-regression}: an end offset that clients were told goes back in an answer of the same or a newer leader epoch,
 * or is not above an offset that had been acknowledged by all under that or an older epoch. A cut-off old leader answers stale
 * offsets legally; a new one answers only once its high watermark has reached its epoch's start (KIP-207).
 *
 * <p>A leader may acknowledge what was appended under an earlier one, when the producer tried again. So an acknowledgement counts
 * for the latest epoch that ZooKeeper may have known of when it arrived, and the appending leader, cut off since, is not blamed.
 */
final class EndOffsetRule implements ClientRule {
    private static final String TYPE = "end-offset-regression";

    /** What is known of the end: at a moment somebody was told that, in an epoch, everything below this offset is committed. */
    private record Bound(long knownNanos, int epoch, long end, long packedValue) {
        /** Marks a bound that a sample, and no acknowledgement, gave. */
        static final long SAMPLED = -1;

        String says() {
            return packedValue == SAMPLED
                    ? "the end offset was " + end + " in epoch " + epoch
                    : Value.unpack(packedValue) + " was acknowledged at offset " + (end - 1) + " in epoch " + epoch;
        }
    }

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        findings.count(TYPE, 0);
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            List<EndOffsetSampled> samples = new ArrayList<>();
            for (EndOffsetSampled sample : evidence.history().samples(partition)) {
                if (sample.outcome() == Outcome.OK && sample.leaderEpoch() >= 0) {
                    samples.add(sample);
                }
            }
            findings.count("end-offset-samples", samples.size());
            if (!samples.isEmpty()) {
                judge(evidence, partition, samples, findings);
            }
        }
    }

    private static void judge(
            ClientEvidence evidence, int partition, List<EndOffsetSampled> samples, Findings findings) {
        List<Bound> bounds = bounds(evidence, partition, samples);
        samples.sort(Comparator.comparingLong(EndOffsetSampled::invokedNanos));
        Map<Integer, Bound> highest = new TreeMap<>();
        int next = 0;
        for (EndOffsetSampled sample : samples) {
            while (next < bounds.size() && bounds.get(next).knownNanos() <= sample.invokedNanos()) {
                Bound bound = bounds.get(next++);
                highest.merge(bound.epoch(), bound, (old, mine) -> mine.end() > old.end() ? mine : old);
            }
            for (Bound bound : highest.values()) {
                if (bound.epoch() <= sample.leaderEpoch() && sample.offset() < bound.end()) {
                    report(evidence, partition, bound, sample, findings);
                    break;
                }
            }
        }
    }

    /** Everything that binds a later sample, by the time at which it was known. */
    private static List<Bound> bounds(ClientEvidence evidence, int partition, List<EndOffsetSampled> samples) {
        List<Bound> bounds = new ArrayList<>();
        for (EndOffsetSampled sample : samples) {
            bounds.add(new Bound(sample.completedNanos(), sample.leaderEpoch(), sample.offset(), Bound.SAMPLED));
        }
        if (evidence.ackMeansCommitted()) {
            for (Lane lane : evidence.history().sends().lanes(partition)) {
                addAcks(evidence, lane, bounds);
            }
        }
        bounds.sort(Comparator.comparingLong(Bound::knownNanos));
        return bounds;
    }

    private static void addAcks(ClientEvidence evidence, Lane lane, List<Bound> bounds) {
        for (int sequence = 0; sequence < lane.size(); sequence++) {
            long offset = lane.offset(sequence);
            long packed = lane.packed(sequence);
            if (offset < 0 || evidence.losses().isExcused(packed)) {
                continue;
            }
            OptionalInt appended = evidence.logs(lane.partition()).epochOf(offset, packed);
            OptionalInt latest = evidence.latestEpochAt(lane.partition(), lane.completedNanos(sequence));
            if (appended.isPresent() && latest.isPresent()) {
                int epoch = Math.max(appended.getAsInt(), latest.getAsInt());
                bounds.add(new Bound(lane.completedNanos(sequence), epoch, offset + 1, packed));
            }
        }
    }

    private static void report(
            ClientEvidence evidence, int partition, Bound bound, EndOffsetSampled sample, Findings findings) {
        Optional<PermittedCause> cause = evidence.losses()
                .permitsGoingBack(partition, sample.offset(), bound.knownNanos(), sample.completedNanos());
        String told = "the end offset was " + sample.offset() + " in epoch " + sample.leaderEpoch();
        Anomaly anomaly = new Anomaly(
                TYPE,
                evidence.partitions().get(partition),
                "first " + bound.says() + ", then " + told,
                List.of(
                        new Witness("history", bound.knownNanos(), bound.says()),
                        new Witness(
                                "history",
                                sample.completedNanos(),
                                told + ", asked at " + Texts.seconds(sample.invokedNanos()))),
                cause.map(PermittedCause::sentence).orElse(null),
                sample.completedNanos());
        if (cause.isPresent()) {
            findings.permitted(anomaly, cause.get().kind().word());
        } else if (evidence.losses().hasUndecided(partition)) {
            findings.unknown("whether " + anomaly.type() + " follows from a permitted loss cannot be decided: "
                    + anomaly.partition());
        } else {
            findings.anomaly(anomaly);
        }
    }
}
