package ordeal.harness.trial;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ordeal.checker.contract.PermittedCause.Kind;

/** Plans of bugs that show themselves only where records are lost with permission, with the bug and without. */
public final class LosingBugPlans {
    private static final Map<String, Set<Kind>> CAUSES = Map.of(
            "single-step-epoch-lookup", Set.of(Kind.UNCLEAN_ELECTION, Kind.ACKS),
            "truncate-to-high-watermark-fork", Set.of(Kind.DISK_LOSS));

    private LosingBugPlans() {}

    /** The causes by which a bug's plan loses records by its own settings and faults; none for most. */
    public static Set<String> causes(String bug) {
        return CAUSES.getOrDefault(bug, Set.of()).stream().map(Kind::word).collect(Collectors.toSet());
    }
}
