package ordeal.harness.trial;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.contract.PermittedCause.Kind;
import ordeal.harness.trial.Subject.Misconfiguration;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import ordeal.nemesis.plan.shipped.ShippedPlans;

/** The plans that lose records where settings permit it, with the cause by which each does. */
public final class Misconfigurations {
    private static final Map<String, Kind> CAUSES = Map.of(
            "acks-one", Kind.ACKS,
            "min-isr-one", Kind.DISK_LOSS,
            "one-replica", Kind.DISK_LOSS,
            "unclean-election", Kind.UNCLEAN_ELECTION,
            "unsynced-tail", Kind.DISK_LOSS);

    private Misconfigurations() {}

    /** All of them, by name. */
    public static List<Misconfiguration> all() {
        return ShippedPlans.all().stream()
                .map(DirectedPlan::name)
                .sorted()
                .map(name -> new Misconfiguration(name, cause(name)))
                .toList();
    }

    private static String cause(String plan) {
        return Optional.ofNullable(CAUSES.get(plan))
                .orElseThrow(() -> new IllegalStateException("nobody says by which cause the plan " + plan + " loses"))
                .word();
    }
}
