package ordeal.checker.client;

import java.util.Locale;
import ordeal.checker.contract.PermittedCause;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Findings;

/**
 * {@code lost-write} and {@code read-then-lost}: what was acknowledged or read must be where it was, in the final read and on
 * the disk of the final leader and of every other member of the final ISR (rows 14 and 15 of the mechanism's invariants). The
 * witness names the election and the truncation that took it away, as far as {@link ordeal.checker.culprit.Culprits} knows them.
 * {@code unseen}: acknowledged, and nothing at the end can tell of it.
 *
 * <p>Formally: for all partitions, values v and offsets o with ok(v, o) under {@code acks=all}, or with v in some poll at o, and for all
 * views w of the end that cover o: w(o) = v. Under {@code acks=1} ok(v, o) binds the final leader's view alone, under {@code acks=0}
 * none, for then it says only that the bytes were sent. An acknowledgement without an offset binds every whole view to hold v somewhere.
 * An unmet case is {@code lost} when w holds v nowhere and nothing at o, {@code overwritten} when it holds another value at o, {@code moved} when it holds v elsewhere. It is permitted if and only if
 * {@link ordeal.checker.contract.PermittedLoss} finds a cause for this very record.
 */
final class LossRule implements ClientRule {
    private static final String LOST_WRITE = "lost-write";
    private static final String READ_THEN_LOST = "read-then-lost";

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        countOperations(evidence, findings);
        long undecided = 0;
        for (Loss loss : evidence.losses().all()) {
            if (loss.undecided().isPresent()) {
                undecided++;
            } else {
                if (loss.acknowledged()) {
                    report(evidence, loss, LOST_WRITE, true, findings);
                }
                if (loss.read()) {
                    report(evidence, loss, READ_THEN_LOST, !loss.acknowledged(), findings);
                }
            }
        }
        if (undecided > 0) {
            findings.count("undecided-losses", undecided);
            findings.unknown(
                    undecided
                            + " values are lost, and whether the settings permit that cannot be decided without ZooKeeper's log and the list of faults");
        }
        long unseen = evidence.losses().unseen();
        if (unseen > 0) {
            findings.count("unseen", unseen);
            findings.unknown(
                    unseen
                            + " acknowledged values are unseen: no final read covers them and no disk of the final ISR could be read");
        }
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            evidence.doubts(partition).forEach(findings::unknown);
        }
    }

    private static void countOperations(ClientEvidence evidence, Findings findings) {
        long acknowledged = 0;
        long sent = 0;
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            for (Lane lane : evidence.history().sends().lanes(partition)) {
                sent += lane.size();
                acknowledged += lane.acknowledgedCount();
            }
        }
        findings.count("sends", sent);
        boolean answered = !evidence.run().workload().acks().equals("0");
        findings.count(answered ? "acknowledged-sends" : "unanswered-sends", acknowledged);
        findings.count("polled-records", evidence.history().polledRecords());
        findings.count(LOST_WRITE, 0);
        findings.count(READ_THEN_LOST, 0);
    }

    /** Reports what became of a value; a record that was lost with permission counts once, whoever had been told of it. */
    private static void report(ClientEvidence evidence, Loss loss, String type, boolean first, Findings findings) {
        if (loss.cause().isPresent() && first) {
            findings.permitted(type, loss.cause().get().kind().word(), () -> anomaly(evidence, loss, type));
        } else if (loss.cause().isPresent()) {
            findings.consequence(type, () -> anomaly(evidence, loss, type));
        } else {
            findings.anomaly(type, () -> anomaly(evidence, loss, type));
            findings.count(type + ":" + how(loss), 1);
        }
    }

    private static Anomaly anomaly(ClientEvidence evidence, Loss loss, String type) {
        LossProof proof = new LossProof(evidence, loss);
        boolean write = type.equals(LOST_WRITE);
        String did = write ? "was acknowledged" : "was given to a consumer";
        String where = loss.offset() < 0 ? "" : " at offset " + loss.offset() + (write ? proof.acknowledgedBy() : "");
        Value value = Value.unpack(loss.packedValue());
        return new Anomaly(
                type,
                evidence.partitions().get(loss.partition()),
                value + " " + did + where + " and is " + how(loss) + ": " + proof.sentence(),
                proof.witnesses(),
                loss.cause().map(PermittedCause::sentence).orElse(null),
                Texts.send(evidence.history().sends(), loss.packedValue()).nanos());
    }

    private static String how(Loss loss) {
        return loss.how().name().toLowerCase(Locale.ROOT);
    }
}
