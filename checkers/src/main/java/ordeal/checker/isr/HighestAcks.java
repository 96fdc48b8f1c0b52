package ordeal.checker.isr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import ordeal.checker.history.HistorySource;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.RuleFindings;

/** The acknowledged send with the greatest offset of each partition: everything up to it was committed. */
final class HighestAcks {
    private final Map<Integer, AckedSends.Ack> highest = new HashMap<>();

    private HighestAcks() {}

    static HighestAcks of(RunDescription run, HistorySource history, RuleFindings findings) {
        HighestAcks acks = new HighestAcks();
        findings.count("acknowledged-sends", 0);
        AckedSends.forEach(run, history, ack -> {
            findings.count("acknowledged-sends", 1);
            acks.add(ack);
        });
        return acks;
    }

    /** Only those acknowledged sends that count. */
    static HighestAcks where(RunDescription run, HistorySource history, Predicate<AckedSends.Ack> counts) {
        HighestAcks acks = new HighestAcks();
        AckedSends.forEach(run, history, ack -> {
            if (counts.test(ack)) {
                acks.add(ack);
            }
        });
        return acks;
    }

    private void add(AckedSends.Ack ack) {
        highest.merge(ack.partition(), ack, (one, other) -> one.offset() >= other.offset() ? one : other);
    }

    Optional<AckedSends.Ack> of(int partition) {
        return Optional.ofNullable(highest.get(partition));
    }
}
