package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.Partition;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.Cuts;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.RuleFindings;
import org.jspecify.annotations.Nullable;

/**
 * Row 11, StrongIsr at the moment of the commit. Whenever a leader of epoch e moves its high watermark to h, each member of the ISR of
 * the partition epoch that it knows, and each replica that it has asked to add and that ZooKeeper then has in the ISR, had shown a log
 * end not below h by a fetch of e. Each replica that comes into the ISR within e had shown a log end not below the high watermark.
 *
 * <p>It binds zombies too: they need the fetches of the ISR they know. That what they committed is held by every later leader is judged
 * by {@link LeaderCompleteness}. How merged lines are read is told at {@link LeadershipWatch}. Counts {@code commits-without-state}: moves
 * at a partition epoch that ZooKeeper's log does not have.
 */
public final class StrongIsr extends JournalRule {
    /** The rule. */
    public StrongIsr() {
        super("strong-isr");
    }

    @Override
    void judge(Told told, RuleFindings findings) {
        findings.count("commits", 0);
        Cuts cuts = Cuts.of(told.journals());
        for (BrokerJournal journal : told.journals().all()) {
            Pass pass = new Pass(told, cuts, findings);
            journal.forEach(pass::accept);
            pass.end();
        }
    }

    /** One broker's journal, from its first line to its last. */
    private static final class Pass {
        private final Told told;
        private final Cuts cuts;
        private final RuleFindings findings;
        private final Map<Partition, LeadershipWatch> leaderships = new TreeMap<>();
        private int incarnation;

        Pass(Told told, Cuts cuts, RuleFindings findings) {
            this.told = told;
            this.cuts = cuts;
            this.findings = findings;
        }

        void accept(JournalLine line) {
            if (line.incarnation() != incarnation) {
                end();
                incarnation = line.incarnation();
            }
            if (!(line.entry() instanceof JournalEntry.OfPartition about)) {
                return;
            }
            LeadershipWatch led = leaderships.get(about.partition());
            if (about instanceof JournalEntry.BecameLeader began) {
                finish(led);
                leaderships.put(
                        began.partition(),
                        new LeadershipWatch(began, told, missing -> report(began.partition(), missing)));
            } else if (about instanceof JournalEntry.BecameFollower began) {
                finish(led);
                leaderships.remove(began.partition());
            } else if (led != null) {
                within(led, line, about);
            }
        }

        private void within(LeadershipWatch led, JournalLine line, JournalEntry.OfPartition about) {
            switch (about) {
                case JournalEntry.HighWatermarkMoved moved -> {
                    if (moved.leading()) {
                        count(moved);
                        led.onMoved(line, moved);
                    }
                }
                case JournalEntry.FollowerProgress progress -> led.onProgress(line, progress);
                case JournalEntry.IsrProposed proposed -> led.onProposed(proposed);
                case JournalEntry.IsrCommitted committed -> led.onCommitted(line, committed);
                case JournalEntry.BecameLeader _,
                        JournalEntry.BecameFollower _,
                        JournalEntry.StateWritten _,
                        JournalEntry.AlterPartitionAccepted _,
                        JournalEntry.Truncated _,
                        JournalEntry.Recovered _ -> led.settle();
            }
        }

        /** The journal ends here. */
        void end() {
            leaderships.values().forEach(LeadershipWatch::end);
            leaderships.clear();
        }

        private void count(JournalEntry.HighWatermarkMoved moved) {
            findings.count("commits", 1);
            if (told.stateOf(moved.partition(), moved.partitionEpoch(), moved.leaderEpoch())
                    .isEmpty()) {
                findings.count("commits-without-state", 1);
            }
        }

        private static void finish(@Nullable LeadershipWatch led) {
            if (led != null) {
                led.settle();
                led.end();
            }
        }

        private void report(Partition partition, LeadershipWatch.Missing missing) {
            List<Anomaly.Witness> witness = new ArrayList<>();
            witness.add(witness(missing.line(), findings));
            if (missing.shownBy() != null) {
                witness.add(witness(missing.shownBy(), findings));
            }
            if (missing.state() != null) {
                witness.add(witness(missing.state(), findings));
            }
            witness.addAll(
                    witnesses(cuts.removing(partition, missing.highWatermark() - 1, missing.replica()), findings));
            String shown = missing.shown() < 0
                    ? "had not fetched in this leader epoch"
                    : "had shown a log end of " + missing.shown() + " only";
            findings.broken(
                    IsrCompleteness.MISSING,
                    partition,
                    missing.line().epochMs(),
                    partition + ": leader " + missing.line().broker() + " had the high watermark "
                            + missing.highWatermark() + " while broker " + missing.replica() + " of the ISR " + shown,
                    witness);
        }
    }
}
