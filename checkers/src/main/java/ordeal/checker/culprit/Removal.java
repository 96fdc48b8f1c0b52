package ordeal.checker.culprit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.journal.Cuts.Cut;
import ordeal.checker.verdict.Anomaly.Witness;

/**
 * What took a record away, as far as it is known.
 *
 * @param offset where the record was
 * @param cut the truncation that removed what a broker held there
 * @param cutNanos when, on the run's clock; -1 without a truncation
 * @param election the election whose leader began without it
 */
public record Removal(long offset, Optional<Cut> cut, long cutNanos, Optional<Election> election) {
    /** Whether anything is known. */
    public boolean isKnown() {
        return cut.isPresent() || election.isPresent();
    }

    /** It in one sentence without its full stop; empty when nothing is known. */
    public String sentence() {
        if (cut.isEmpty()) {
            return election.map(this::electionClause).orElse("");
        }
        if (election.isEmpty()) {
            return cutClause(cut.get());
        }
        return byTheElected()
                ? cutClause(cut.get()) + ", and " + election.get().clause()
                : electionClause(election.get()) + ", and " + cutClause(cut.get());
    }

    /** The truncation in one clause; empty when none is known. */
    public Optional<String> truncation() {
        return cut.map(this::cutClause);
    }

    /** Its proof, in the order of time. */
    public List<Witness> witnesses() {
        List<Witness> witnesses = new ArrayList<>();
        cut.ifPresent(known -> witnesses.add(new Witness("journal", cutNanos, known.sentence())));
        election.ifPresent(known -> witnesses.addAll(known.witnesses()));
        return Witness.byTime(witnesses);
    }

    /** Whether who was elected had cut it off before. */
    private boolean byTheElected() {
        return cut.isPresent()
                && election.isPresent()
                && cut.get().line().broker() == election.get().broker()
                && cut.get().truncated().leaderEpoch() < election.get().leaderEpoch();
    }

    private String electionClause(Election known) {
        return known.clause() + (known.lacks(offset) ? ", without it" : "");
    }

    private String cutClause(Cut known) {
        return "broker " + known.line().broker() + " truncated offset " + offset + " at " + RunClock.seconds(cutNanos)
                + " (its log from " + known.truncated().fromOffset() + " to "
                + known.truncated().toOffset() + " in epoch "
                + known.truncated().leaderEpoch() + ")";
    }
}
