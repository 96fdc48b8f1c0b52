package ordeal.checker.client;

import java.util.Locale;
import java.util.Optional;
import ordeal.checker.culprit.Removal;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Findings;
import org.jspecify.annotations.Nullable;

/**
 * {@code nonmonotonic-send}: one producer's acknowledged sends to a partition lie in the order in which they were sent. Permitted
 * with more than one request in flight and no idempotence, because a retried batch may then overtake.
 *
 * <p>Formally: for all producers and partitions and all sequences i &lt; j with ok(i, o), ok(j, p), neither lost with permission: o &lt;= p
 * (that o and p differ is {@link InconsistentOffsetsRule}'s).
 */
final class SendOrderRule implements ClientRule {
    private static final String TYPE = "nonmonotonic-send";
    private static final String OVERTAKEN =
            "several requests in flight without idempotence: a retried batch may be overtaken";

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        findings.count(TYPE, 0);
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            for (Lane lane : evidence.history().sends().lanes(partition)) {
                judge(evidence, lane, findings);
            }
        }
    }

    private static void judge(ClientEvidence evidence, Lane lane, Findings findings) {
        Last last = new Last();
        lane.forEach(sequence -> {
            long offset = lane.offset(sequence);
            if (offset < 0 || evidence.losses().isExcused(lane.packed(sequence))) {
                return;
            }
            if (offset < last.offset) {
                report(evidence, lane, last.sequence, sequence, findings);
            } else {
                last.sequence = sequence;
                last.offset = offset;
            }
        });
    }

    /** The last send that lies in order. */
    private static final class Last {
        long sequence = -1;
        long offset = -1;
    }

    private static void report(ClientEvidence evidence, Lane lane, long earlier, long later, Findings findings) {
        boolean mayOvertake = !evidence.run().workload().idempotence()
                && evidence.run().workload().maxInFlightRequests() > 1;
        if (mayOvertake) {
            findings.permitted(TYPE, "overtaken", () -> anomaly(evidence, lane, earlier, later, OVERTAKEN));
        } else {
            findings.anomaly(TYPE, () -> anomaly(evidence, lane, earlier, later, null));
        }
    }

    private static Anomaly anomaly(
            ClientEvidence evidence, Lane lane, long earlier, long later, @Nullable String permittedCause) {
        Optional<Removal> removal =
                Trace.removal(evidence, lane.partition(), lane.packed(earlier), lane.offset(earlier));
        return new Anomaly(
                TYPE,
                evidence.partitions().get(lane.partition()),
                String.format(
                        Locale.ROOT,
                        "%s is at offset %d, and %s, sent after it, at offset %d%s",
                        Value.unpack(lane.packed(earlier)),
                        lane.offset(earlier),
                        Value.unpack(lane.packed(later)),
                        lane.offset(later),
                        Texts.after(removal)),
                Texts.sends(evidence.history().sends(), lane.packed(earlier), lane.packed(later), removal),
                permittedCause,
                lane.completedNanos(later));
    }
}
