package ordeal.checker.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ordeal.checker.client.KnownEnds.Bound;
import ordeal.checker.contract.PartitionLogs;
import ordeal.checker.contract.PermittedCause;
import ordeal.checker.culprit.Gone;
import ordeal.checker.culprit.Removal;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.history.HistoryEvent.EndOffsetSampled;
import ordeal.checker.history.Outcome;
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
 *
 * <p>Formally: for all answers a = (end, epoch) and all bounds b = (end, epoch) known before a was asked for: b.epoch &lt;= a.epoch implies
 * a.end &gt;= b.end. A bound is an earlier answer, or an acknowledgement by all at o, which gives end o + 1 and the epoch told above.
 * Permitted back to where a permitted loss cut the log between the two; of the bounds that an answer breaks, one that nothing permits is
 * told first.
 */
final class EndOffsetRule implements ClientRule {
    private static final String TYPE = "end-offset-regression";

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
        KnownEnds known = new KnownEnds(samples);
        if (evidence.ackMeansCommitted()) {
            for (Lane lane : evidence.history().sends().lanes(partition)) {
                addAcks(evidence, lane, known);
            }
        }
        known.forEach((sample, bounds) -> {
            List<Bound> broken = bounds.stream()
                    .filter(bound -> bound.epoch() <= sample.leaderEpoch() && sample.offset() < bound.end())
                    .toList();
            broken.stream()
                    .filter(bound -> permits(evidence, partition, bound, sample).isEmpty())
                    .findFirst()
                    .or(() -> broken.stream().findFirst())
                    .ifPresent(bound -> report(evidence, partition, bound, sample, findings));
        });
    }

    private static Optional<PermittedCause> permits(
            ClientEvidence evidence, int partition, Bound bound, EndOffsetSampled sample) {
        return evidence.losses()
                .permitsGoingBack(partition, sample.offset(), bound.knownNanos(), sample.completedNanos());
    }

    private static void addAcks(ClientEvidence evidence, Lane lane, KnownEnds known) {
        PartitionLogs logs = evidence.logs(lane.partition());
        lane.forEach(sequence -> {
            long offset = lane.offset(sequence);
            long packed = lane.packed(sequence);
            if (offset < 0 || evidence.losses().isExcused(packed)) {
                return;
            }
            long completedNanos = lane.completedNanos(sequence);
            OptionalInt appended = logs.epochOf(offset, packed);
            OptionalInt latest = evidence.latestEpochAt(lane.partition(), completedNanos);
            if (appended.isPresent() && latest.isPresent()) {
                known.acknowledged(completedNanos, Math.max(appended.getAsInt(), latest.getAsInt()), offset, packed);
            }
        });
    }

    private static void report(
            ClientEvidence evidence, int partition, Bound bound, EndOffsetSampled sample, Findings findings) {
        Optional<PermittedCause> cause = permits(evidence, partition, bound, sample);
        String told = "the end offset was " + sample.offset() + " in epoch " + sample.leaderEpoch();
        List<Witness> witness = new ArrayList<>();
        witness.add(new Witness("history", bound.knownNanos(), bound.says()));
        Optional<Removal> between = between(evidence, partition, bound, sample);
        between.ifPresent(known -> witness.addAll(known.witnesses()));
        witness.add(new Witness(
                "history", sample.completedNanos(), told + ", asked at " + RunClock.seconds(sample.invokedNanos())));
        Anomaly anomaly = new Anomaly(
                TYPE,
                evidence.partitions().get(partition),
                "first " + bound.says() + ", then " + told
                        + between.map(known -> "; " + known.sentence()).orElse(""),
                witness,
                cause.map(PermittedCause::sentence).orElse(null),
                sample.completedNanos());
        if (cause.isPresent()) {
            findings.consequence(anomaly);
        } else if (evidence.losses().hasUndecided(partition)) {
            findings.unknown("whether " + anomaly.type() + " follows from a permitted loss cannot be decided: "
                    + anomaly.partition());
        } else {
            findings.anomaly(anomaly);
        }
    }

    /** The election between the two, and who cut off what had been the end; nothing within one leader epoch. */
    private static Optional<Removal> between(
            ClientEvidence evidence, int partition, Bound bound, EndOffsetSampled sample) {
        return evidence.culprits()
                .election(partition, sample.leaderEpoch())
                .filter(election -> election.leaderEpoch() > bound.epoch())
                .map(election -> evidence.culprits()
                        .removal(
                                new Gone(
                                        partition,
                                        bound.end() - 1,
                                        OptionalInt.of(bound.epoch()),
                                        -1,
                                        bound.knownNanos()),
                                Optional.of(election)));
    }
}
