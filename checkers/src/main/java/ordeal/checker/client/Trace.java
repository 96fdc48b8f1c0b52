package ordeal.checker.client;

import java.util.Optional;
import java.util.OptionalInt;
import ordeal.checker.culprit.Acknowledger;
import ordeal.checker.culprit.Culprits;
import ordeal.checker.culprit.Gone;
import ordeal.checker.culprit.Removal;
import ordeal.checker.history.Value;

/**
 * What is known of a value that was at an offset and is not there at the end.
 *
 * @param acknowledger who acknowledged it there; empty when nobody did, or nothing tells
 * @param removal what took it away
 */
record Trace(Optional<Acknowledger> acknowledger, Removal removal) {
    private static final int NO_BROKER = -1;

    /** Of a value that the partition lost. */
    static Trace of(ClientEvidence evidence, int partition, long packed, long offset) {
        return of(evidence, partition, packed, offset, NO_BROKER);
    }

    /** What took a value away from an offset; empty when it is there at the end, or nothing tells. */
    static Optional<Removal> removal(ClientEvidence evidence, int partition, long packed, long offset) {
        return evidence.end(partition).valueAt(offset) == packed
                ? Optional.empty()
                : Optional.of(of(evidence, partition, packed, offset).removal()).filter(Removal::isKnown);
    }

    /** Of a value that one broker's log lacks; -1 for a final read. Where the partition still has it, only that broker took it away. */
    static Trace of(ClientEvidence evidence, int partition, long packed, long offset, int broker) {
        Culprits culprits = evidence.culprits();
        Value value = Value.unpack(packed);
        Lane lane = evidence.history().sends().laneOf(value);
        long invoked = lane == null ? -1 : lane.invokedNanos(value.sequence());
        boolean acknowledgedHere = lane != null && offset >= 0 && lane.offset(value.sequence()) == offset;
        long completed = lane != null && acknowledgedHere ? lane.completedNanos(value.sequence()) : -1;
        Optional<Acknowledger> acknowledger = acknowledgedHere
                ? culprits.acknowledger(partition, offset, packed, invoked, completed)
                : Optional.empty();
        OptionalInt held = acknowledger
                .filter(Acknowledger::proven)
                .map(leader -> OptionalInt.of(leader.leaderEpoch()))
                .orElseGet(() -> culprits.epochOnDisk(partition, offset, packed));
        Gone gone = new Gone(partition, offset, held, invoked, completed);
        boolean atTheEnd = offset >= 0 && evidence.end(partition).valueAt(offset) == packed;
        return new Trace(
                acknowledger,
                atTheEnd && broker != NO_BROKER ? culprits.removalFrom(broker, gone) : culprits.removal(gone));
    }
}
