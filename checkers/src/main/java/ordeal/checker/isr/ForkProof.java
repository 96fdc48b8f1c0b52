package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.checker.culprit.Culprits;
import ordeal.checker.culprit.Election;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.Anomaly.Witness;

/**
 * What made two replicas differ at an offset: the election of the later of the two leader epochs there, and how far the replica with the
 * earlier one cut its log when it had to follow. Nothing where both are of one epoch, or one holds no record.
 *
 * @param sentence to follow on what is broken; empty when nothing is known
 * @param witnesses what proves it
 * @param atNanos when the election was written, on the run's clock; -1 when nothing is known
 */
record ForkProof(String sentence, List<Witness> witnesses, long atNanos) {
    ForkProof {
        witnesses = List.copyOf(witnesses);
    }

    static ForkProof of(Culprits culprits, int partition, ReplicaLog one, ReplicaLog other, long offset) {
        int epochOfOne = one.epochAt(offset);
        int epochOfOther = other.epochAt(offset);
        if (epochOfOne < 0 || epochOfOther < 0 || epochOfOne == epochOfOther) {
            return new ForkProof("", List.of(), -1);
        }
        int later = Math.max(epochOfOne, epochOfOther);
        ReplicaLog behind = epochOfOne < epochOfOther ? one : other;
        Optional<Election> election = culprits.election(partition, later);
        Optional<Witness> cut = culprits.lastCut(partition, behind.broker(), later);
        List<Witness> witnesses = new ArrayList<>();
        election.ifPresent(known -> witnesses.addAll(known.witnesses()));
        cut.ifPresent(witnesses::add);
        String kept = "broker " + behind.broker() + " kept its record of epoch " + behind.epochAt(offset);
        return new ForkProof(
                election.map(known -> "; " + known.clause() + ", and " + kept).orElse("")
                        + cut.map(known -> "; " + known.text()).orElse(""),
                witnesses,
                election.map(Election::atNanos).orElse(-1L));
    }
}
