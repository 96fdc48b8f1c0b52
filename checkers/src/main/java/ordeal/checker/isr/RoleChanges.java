package ordeal.checker.isr;

import java.util.List;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.journal.Journals;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.RuleFindings;

/** The brokers' own word on who led when, for the rules that need it. */
final class RoleChanges {
    private static final List<String> KINDS = List.of("state-change-log", Journals.KIND);

    private RoleChanges() {}

    /**
     * The leaderships, in the order of the brokers' clocks. Where they are missing the rule cannot be judged: unknown when this
     * system should have left them, and otherwise only counted as {@code rules-without-evidence}.
     */
    static List<RoleChange> of(Evidence evidence, RuleFindings findings) {
        return switch (evidence.roleChanges()) {
            case Part.Present<List<RoleChange>>(List<RoleChange> changes) -> {
                findings.count("role-changes", changes.size());
                if (changes.isEmpty()) {
                    findings.unjudged("the brokers' logs tell of no leadership");
                }
                yield changes;
            }
            case Part.Missing<List<RoleChange>>(String reason) -> {
                if (evidence.run().system().evidence().stream().anyMatch(KINDS::contains)) {
                    findings.unjudged(reason);
                } else {
                    findings.count("rules-without-evidence", 1);
                }
                yield List.of();
            }
        };
    }
}
