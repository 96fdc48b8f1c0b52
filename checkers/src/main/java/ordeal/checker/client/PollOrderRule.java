package ordeal.checker.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.contract.PermittedCause;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.verdict.Findings;

/**
 * {@code poll-skip}: a consumer passes over an offset at which the final log or a final read shows a record.
 * {@code nonmonotonic-poll}: it goes back. Both only between two positionings; offsets may have gaps.
 *
 * <p>Formally: for all consumers and partitions, let s be the stretches of consecutive offsets that polls returned since the last positioning,
 * each from a to b, in order, and q the position before s (the positioning, or the b + 1 of the stretch before). Then a &gt;= q, and no
 * offset in [q, a) holds a record in the final read or on the final leader's disk. Going back is permitted to where a permitted loss cut the
 * log between the two sightings; passing over a record never is.
 */
final class PollOrderRule implements ClientRule {
    private static final String SKIP = "poll-skip";
    private static final String BACK = "nonmonotonic-poll";

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        findings.count(SKIP, 0);
        findings.count(BACK, 0);
        new Sweep(evidence, findings).run();
    }

    /** A consumer's reading of one partition. */
    private record Reading(int consumer, int partition) {}

    /** Where a consumer is, and when it got there. */
    private record Position(long offset, long nanos) {}

    private record Stretch(long from, long to) {}

    private static final class Sweep {
        private final ClientEvidence evidence;
        private final Findings findings;
        private final Map<Reading, Position> positions = new HashMap<>();

        Sweep(ClientEvidence evidence, Findings findings) {
            this.evidence = evidence;
            this.findings = findings;
        }

        void run() {
            evidence.history().source().forEach(event -> {
                if (event instanceof HistoryEvent.ConsumerPositioned at) {
                    positions.put(new Reading(at.consumer(), at.partition()), new Position(at.position(), at.nanos()));
                } else if (event instanceof HistoryEvent.Polled polled) {
                    follow(polled);
                }
            });
        }

        private void follow(HistoryEvent.Polled polled) {
            Reading reading = new Reading(polled.consumer(), polled.partition());
            Position position = positions.get(reading);
            for (Stretch stretch : stretches(polled)) {
                if (position != null && stretch.from() < position.offset()) {
                    wentBack(polled, position, stretch);
                } else if (position != null && stretch.from() > position.offset()) {
                    skipped(polled, position, stretch);
                }
                position = new Position(stretch.to(), polled.completedNanos());
            }
            if (position != null) {
                positions.put(reading, position);
            }
        }

        /** What a poll returned as stretches of offsets: its runs in their order, foreign records put where they belong. */
        private static List<Stretch> stretches(HistoryEvent.Polled polled) {
            List<Stretch> stretches = new ArrayList<>();
            polled.runs().forEach(run -> stretches.add(new Stretch(run.baseOffset(), run.baseOffset() + run.count())));
            if (!polled.foreign().isEmpty()) {
                polled.foreign().forEach(one -> stretches.add(new Stretch(one.offset(), one.offset() + 1)));
                stretches.sort(Comparator.comparingLong(Stretch::from));
            }
            return stretches;
        }

        private void wentBack(HistoryEvent.Polled polled, Position position, Stretch stretch) {
            Optional<PermittedCause> cause = evidence.losses()
                    .permitsGoingBack(polled.partition(), stretch.from(), position.nanos(), polled.completedNanos());
            Anomaly anomaly = new Anomaly(
                    BACK,
                    evidence.partitions().get(polled.partition()),
                    String.format(
                            Locale.ROOT,
                            "consumer %d was at offset %d and was given offset %d",
                            polled.consumer(),
                            position.offset(),
                            stretch.from()),
                    witness(polled, position, stretch),
                    cause.map(PermittedCause::sentence).orElse(null),
                    polled.completedNanos());
            if (cause.isPresent()) {
                findings.consequence(anomaly);
            } else if (evidence.losses().hasUndecided(polled.partition())) {
                findings.unknown("whether " + anomaly.type() + " follows from a permitted loss cannot be decided: "
                        + anomaly.partition());
            } else {
                findings.anomaly(anomaly);
            }
        }

        private void skipped(HistoryEvent.Polled polled, Position position, Stretch stretch) {
            for (EndSource source : evidence.sources(polled.partition())) {
                long offset = source.committedOnly() ? -1 : firstRecord(source, position.offset(), stretch.from());
                if (offset >= 0) {
                    List<Witness> witness = new ArrayList<>(witness(polled, position, stretch));
                    witness.add(new Witness(
                            "disk",
                            -1,
                            source.name() + " holds " + Texts.record(source.valueAt(offset)) + " at offset " + offset));
                    findings.anomaly(new Anomaly(
                            SKIP,
                            evidence.partitions().get(polled.partition()),
                            String.format(
                                    Locale.ROOT,
                                    "consumer %d was at offset %d, was given offset %d next and passed over offset %d",
                                    polled.consumer(),
                                    position.offset(),
                                    stretch.from(),
                                    offset),
                            witness,
                            null,
                            polled.completedNanos()));
                    return;
                }
            }
        }

        private static long firstRecord(EndSource source, long from, long to) {
            for (long offset = from; offset < Math.min(to, source.end()); offset++) {
                if (source.valueAt(offset) != ReplicaLog.HOLE) {
                    return offset;
                }
            }
            return -1;
        }

        private static List<Witness> witness(HistoryEvent.Polled polled, Position position, Stretch stretch) {
            return List.of(
                    new Witness("history", position.nanos(), "its position became " + position.offset()),
                    new Witness(
                            "history",
                            polled.completedNanos(),
                            "a poll begun at " + RunClock.seconds(polled.startedNanos()) + " returned offsets "
                                    + stretch.from() + " to " + (stretch.to() - 1)));
        }
    }
}
