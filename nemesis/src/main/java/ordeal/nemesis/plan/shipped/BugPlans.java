package ordeal.nemesis.plan.shipped;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The plans that provoke the bugs which can be planted in the reference broker, each named after its bug. On a correct broker they break
 * no promise.
 */
public final class BugPlans {
    private BugPlans() {}

    /** All of them, by name. */
    public static List<DirectedPlan> all() {
        return Stream.of(
                        CommitBugPlans.all(),
                        IsrBugPlans.all(),
                        LogBugPlans.all(),
                        ControllerBugPlans.all(),
                        ProducerBugPlans.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(DirectedPlan::name))
                .toList();
    }

    /** The plan of a bug. */
    public static Optional<DirectedPlan> named(String bug) {
        return all().stream().filter(plan -> plan.name().equals(bug)).findFirst();
    }
}
