package ordeal.checker.client;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import ordeal.checker.Partition;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.verdict.Findings;

/**
 * {@code phantom}: a consumer was given bytes that nobody sent, or that were sent to another partition. {@code aborted-read}: it
 * was given the value of a send that was refused, so definitely did not happen. Each value or offset counts once.
 *
 * <p>Formally: for all polls of partition p and all records r in them: r is whole by its checksum, its value v was invoked, p is the
 * partition it was sent to, and not fail(v). Never permitted.
 */
final class PolledValueRule implements ClientRule {
    private static final String PHANTOM = "phantom";
    private static final String ABORTED_READ = "aborted-read";

    /** What has been reported. */
    private record Seen(String type, int partition, long offset, long packed) {}

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        findings.count(PHANTOM, 0);
        findings.count(ABORTED_READ, 0);
        Set<Seen> seen = new HashSet<>();
        evidence.history().source().forEach(event -> {
            if (event instanceof HistoryEvent.Polled polled) {
                judge(evidence, polled, seen, findings);
            }
        });
    }

    private static void judge(ClientEvidence evidence, HistoryEvent.Polled polled, Set<Seen> seen, Findings findings) {
        Partition partition = evidence.partitions().get(polled.partition());
        for (HistoryEvent.ForeignRecord foreign : polled.foreign()) {
            if (seen.add(new Seen(PHANTOM, polled.partition(), foreign.offset(), -1))) {
                String text = String.format(
                        Locale.ROOT,
                        "consumer %d was given a record that nobody wrote, at offset %d: %s",
                        polled.consumer(),
                        foreign.offset(),
                        foreign.reason());
                Witness witness = new Witness("history", polled.completedNanos(), "it begins with " + foreign.head());
                findings.anomaly(
                        new Anomaly(PHANTOM, partition, text, List.of(witness), null, polled.completedNanos()));
            }
        }
        SendTable sends = evidence.history().sends();
        for (HistoryEvent.ValueRun run : polled.runs()) {
            Lane lane = sends.lane(run.valuePartition(), run.producer());
            for (int i = 0; i < run.count(); i++) {
                long sequence = run.firstSequence() + i;
                String type = null;
                String what = "";
                if (lane == null || !lane.knows(sequence)) {
                    type = PHANTOM;
                    what = "which nobody sent";
                } else if (run.valuePartition() != polled.partition()) {
                    type = PHANTOM;
                    what = "which was sent to " + evidence.partitions().get(run.valuePartition());
                } else if (lane.failed(sequence)) {
                    type = ABORTED_READ;
                    what = "whose send was refused";
                }
                if (type == null) {
                    continue;
                }
                Value value = new Value(run.producer(), run.valuePartition(), sequence);
                if (seen.add(new Seen(type, polled.partition(), run.baseOffset() + i, value.pack()))) {
                    String text = String.format(
                            Locale.ROOT,
                            "consumer %d was given %s, %s, at offset %d",
                            polled.consumer(),
                            value,
                            what,
                            run.baseOffset() + i);
                    findings.anomaly(new Anomaly(
                            type,
                            partition,
                            text,
                            List.of(
                                    Texts.send(sends, value.pack()),
                                    new Witness("history", polled.completedNanos(), "the poll")),
                            null,
                            polled.completedNanos()));
                }
            }
        }
    }
}
