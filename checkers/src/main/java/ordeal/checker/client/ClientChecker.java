package ordeal.checker.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ordeal.checker.Checker;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Findings;
import ordeal.checker.verdict.Promise;
import org.jspecify.annotations.Nullable;

/** A few related rules over the index of a history. The checkers of one {@link #all()} share the index of the run they judge. */
public final class ClientChecker implements Checker {
    private static final String DURABILITY = "durability";
    private static final String OFFSETS = "offsets";
    private static final String ORDER = "order";
    private static final String POLLS = "polls";
    private static final String END_OFFSETS = "end-offsets";
    private static final List<String> NAMES = List.of(DURABILITY, OFFSETS, ORDER, POLLS, END_OFFSETS);

    private final String name;
    private final List<ClientRule> rules;
    private final Shared shared;

    private ClientChecker(String name, Shared shared, ClientRule... rules) {
        this.name = name;
        this.shared = shared;
        this.rules = List.of(rules);
    }

    /** All checkers of this package. */
    public static List<Checker> all() {
        Shared shared = new Shared();
        return List.of(
                new ClientChecker(
                        DURABILITY, shared, new LossRule(), new IndeterminateRule(), new AckedBeforeDataLoss()),
                new ClientChecker(OFFSETS, shared, new InconsistentOffsetsRule(), new DuplicateRule()),
                new ClientChecker(ORDER, shared, new RealTimeOrderRule(), new SendOrderRule()),
                new ClientChecker(POLLS, shared, new PolledValueRule(), new PollOrderRule()),
                new ClientChecker(END_OFFSETS, shared, new EndOffsetRule()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Promise promise() {
        return Promise.DURABILITY;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        Findings findings = new Findings();
        switch (shared.of(evidence)) {
            case Part.Missing<ClientEvidence>(String reason) -> findings.unknown(reason);
            case Part.Present<ClientEvidence>(ClientEvidence client) ->
                rules.forEach(rule -> judge(rule, client, findings));
        }
        shared.judged(name);
        return findings.result(name, promise());
    }

    /** A rule that breaks down has judged nothing, but what was found before stays found. */
    private static void judge(ClientRule rule, ClientEvidence client, Findings findings) {
        try {
            rule.judge(client, findings);
        } catch (RuntimeException e) {
            findings.unknown("a rule threw " + e);
        }
    }

    /** The index of the run that is being judged. It is let go when the last checker has judged, for others need the memory. */
    private static final class Shared {
        private final Set<String> waiting = new HashSet<>();
        private @Nullable Evidence key;
        private @Nullable Part<ClientEvidence> value;

        Part<ClientEvidence> of(Evidence evidence) {
            if (value == null || !evidence.equals(key)) {
                value = null;
                value = ClientEvidence.of(evidence);
                key = evidence;
                waiting.addAll(NAMES);
            }
            return value;
        }

        void judged(String name) {
            waiting.remove(name);
            if (waiting.isEmpty()) {
                value = null;
                key = null;
            }
        }
    }
}
