package ordeal.checker.culprit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.verdict.Anomaly.Witness;

/**
 * An election, as ZooKeeper's log tells of it.
 *
 * @param leaderEpoch the leader epoch that it began
 * @param broker who was elected
 * @param atNanos when it was written, on the run's clock
 * @param start where the epoch begins; empty when nothing tells
 * @param transaction ZooKeeper's word
 * @param announced the elected broker's word; empty when it left none
 */
public record Election(
        int leaderEpoch,
        int broker,
        long atNanos,
        Optional<Start> start,
        Witness transaction,
        Optional<Witness> announced) {
    /**
     * Where an epoch begins.
     *
     * @param offset the offset
     * @param byItsLeader whether the elected broker says so; otherwise the epoch checkpoint of the log that survived
     */
    public record Start(long offset, boolean byItsLeader) {}

    /** Whether the epoch is known to begin at this offset or before it, so that its leader did not hold what earlier epochs had there. */
    boolean lacks(long offset) {
        return start.isPresent() && start.get().offset() <= offset;
    }

    /** It in one clause. */
    public String clause() {
        String elected =
                "broker " + broker + " became leader of epoch " + leaderEpoch + " at " + RunClock.seconds(atNanos);
        return start.map(known -> known.byItsLeader()
                        ? elected + " from offset " + known.offset()
                        : elected + ", which begins at offset " + known.offset() + " in the log that survived")
                .orElse(elected);
    }

    /** Its proof, in the order of time. */
    public List<Witness> witnesses() {
        List<Witness> witnesses = new ArrayList<>();
        witnesses.add(transaction);
        announced.ifPresent(witnesses::add);
        return witnesses;
    }
}
