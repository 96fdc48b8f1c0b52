package ordeal.checker.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ordeal.checker.culprit.Removal;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.history.Value;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.Anomaly.Witness;

/** Words for what rules find. */
final class Texts {
    private Texts() {}

    /** What a view holds at an offset. */
    static String record(long packed) {
        if (packed == ReplicaLog.HOLE) {
            return "no record";
        }
        return packed == ReplicaLog.FOREIGN
                ? "a record that nobody wrote"
                : Value.unpack(packed).toString();
    }

    /** What took a record away, to follow on what that broke; empty when nothing tells. */
    static String after(Optional<Removal> removal) {
        return removal.map(known -> "; " + known.sentence()).orElse("");
    }

    /** Two sends of which the first was to lie before the second, and what took it away, if anything tells. */
    static List<Witness> sends(SendTable sends, long first, long second, Optional<Removal> removal) {
        List<Witness> witnesses = new ArrayList<>();
        removal.ifPresent(known -> witnesses.addAll(known.witnesses()));
        witnesses.add(send(sends, first));
        witnesses.add(send(sends, second));
        return witnesses;
    }

    /** The send of a value, as a witness. */
    static Witness send(SendTable sends, long packed) {
        Value value = Value.unpack(packed);
        Lane lane = sends.laneOf(value);
        if (lane == null) {
            return new Witness("history", -1, value + " was never sent");
        }
        long sequence = value.sequence();
        long completed = lane.completedNanos(sequence);
        String outcome = lane.acknowledged(sequence)
                ? "acknowledged at offset " + lane.offset(sequence)
                : lane.failed(sequence) ? "refused" : "with unknown outcome";
        return new Witness(
                "history",
                completed < 0 ? lane.invokedNanos(sequence) : completed,
                String.format(
                        Locale.ROOT,
                        "%s was sent at %s and %s%s",
                        value,
                        RunClock.seconds(lane.invokedNanos(sequence)),
                        completed < 0 ? "never completed" : outcome,
                        completed < 0 ? "" : " at " + RunClock.seconds(completed)));
    }
}
