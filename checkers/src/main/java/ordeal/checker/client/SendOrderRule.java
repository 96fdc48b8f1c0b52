package ordeal.checker.client;

import java.util.List;
import java.util.Locale;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Findings;

/**
 * {@code nonmonotonic-send}: one producer's acknowledged sends to a partition lie in the order in which they were sent. Permitted
 * with more than one request in flight and no idempotence, because a retried batch may then overtake.
 *
 * <p>Formally: for all producers and partitions and all sequences i &lt; j with ok(i, o), ok(j, p), neither lost with permission: o &lt;= p
 * (that o and p differ is {@link InconsistentOffsetsRule}'s).
 */
final class SendOrderRule implements ClientRule {
    private static final String TYPE = "nonmonotonic-send";

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
        SendTable sends = evidence.history().sends();
        Anomaly anomaly = new Anomaly(
                TYPE,
                evidence.partitions().get(lane.partition()),
                String.format(
                        Locale.ROOT,
                        "%s is at offset %d, and %s, sent after it, at offset %d",
                        Value.unpack(lane.packed(earlier)),
                        lane.offset(earlier),
                        Value.unpack(lane.packed(later)),
                        lane.offset(later)),
                List.of(Texts.send(sends, lane.packed(earlier)), Texts.send(sends, lane.packed(later))),
                mayOvertake ? "several requests in flight without idempotence: a retried batch may be overtaken" : null,
                lane.completedNanos(later));
        if (mayOvertake) {
            findings.permitted(anomaly, "overtaken");
        } else {
            findings.anomaly(anomaly);
        }
    }
}
