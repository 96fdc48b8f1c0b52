package ordeal.checker.client;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.culprit.Removal;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Findings;

/**
 * {@code real-time-order}: a send that began after another was acknowledged must get a greater offset in the same partition.
 * One sweep in the order of the history: an acknowledgement that stands before an invocation had arrived before it.
 *
 * <p>Formally: for all sends x and y to one partition with ok(x, o), ok(y, p), neither lost with permission, and completed(x) before
 * invoked(y): o &lt; p. Never permitted.
 */
final class RealTimeOrderRule implements ClientRule {
    private static final String TYPE = "real-time-order";

    /** The greatest offset acknowledged so far in a partition, and whose it is. */
    private record Highest(long offset, long packed) {}

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        findings.count(TYPE, 0);
        new Sweep(evidence, findings).run();
    }

    private static final class Sweep {
        private final ClientEvidence evidence;
        private final Findings findings;
        private final Map<Integer, Highest> highest = new HashMap<>();
        private final Map<Long, Highest> beforeInvocation = new HashMap<>();

        Sweep(ClientEvidence evidence, Findings findings) {
            this.evidence = evidence;
            this.findings = findings;
        }

        void run() {
            evidence.history().source().forEach(event -> {
                if (event instanceof HistoryEvent.SendInvoked sent) {
                    Highest floor = highest.get(sent.partition());
                    if (floor != null) {
                        beforeInvocation.put(packed(sent.producer(), sent.partition(), sent.sequence()), floor);
                    }
                } else if (event instanceof HistoryEvent.SendCompleted done) {
                    completed(done);
                }
            });
        }

        private void completed(HistoryEvent.SendCompleted done) {
            long packed = packed(done.producer(), done.partition(), done.sequence());
            Highest floor = beforeInvocation.remove(packed);
            if (done.outcome() != Outcome.OK
                    || done.offset() < 0
                    || evidence.losses().isExcused(packed)) {
                return;
            }
            if (floor != null && done.offset() <= floor.offset()) {
                findings.anomaly(TYPE, () -> anomaly(floor, done, packed));
            }
            highest.merge(
                    done.partition(),
                    new Highest(done.offset(), packed),
                    (old, mine) -> mine.offset() > old.offset() ? mine : old);
        }

        private Anomaly anomaly(Highest floor, HistoryEvent.SendCompleted done, long packed) {
            Optional<Removal> removal = Trace.removal(evidence, done.partition(), floor.packed(), floor.offset());
            return new Anomaly(
                    TYPE,
                    evidence.partitions().get(done.partition()),
                    String.format(
                            Locale.ROOT,
                            "%s began after %s was acknowledged at offset %d and got offset %d%s",
                            Value.unpack(packed),
                            Value.unpack(floor.packed()),
                            floor.offset(),
                            done.offset(),
                            Texts.after(removal)),
                    Texts.sends(evidence.history().sends(), floor.packed(), packed, removal),
                    null,
                    done.completedNanos());
        }

        private static long packed(int producer, int partition, long sequence) {
            return new Value(producer, partition, sequence).pack();
        }
    }
}
