package ordeal.harness.shrink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ordeal.nemesis.plan.Step;

/**
 * Delta debugging: A. Zeller and R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE Transactions on Software Engineering
 * 28(2), 2002, the minimizing algorithm {@code ddmin}. It cuts the steps into parts, first two and then ever more, and goes on with a part
 * alone, or with everything but a part, when that still fails.
 *
 * <p>Here a part takes along the steps that it refers to, and a part that is left out the steps that refer to it.
 */
final class DeltaDebugging {
    private static final int COARSEST = 2;

    private final Dependencies dependencies;
    private final Test test;

    DeltaDebugging(Dependencies dependencies, Test test) {
        this.dependencies = dependencies;
        this.test = test;
    }

    /** Whether steps fail. */
    @FunctionalInterface
    interface Test {
        boolean fails(List<Step> steps) throws IOException, InterruptedException, ShrinkException;
    }

    /**
     * A part of the steps that fails and of which no single step, with those that refer to it, can be left out.
     *
     * @param failing steps that fail; not tested again
     */
    List<Step> minimize(List<Step> failing) throws IOException, InterruptedException, ShrinkException {
        List<Step> current = failing;
        int parts = COARSEST;
        while (!current.isEmpty()) {
            parts = Math.min(parts, current.size());
            List<Step> before = current;
            for (Map.Entry<List<Step>, Integer> smaller :
                    smaller(current, parts).entrySet()) {
                if (test.fails(smaller.getKey())) {
                    current = smaller.getKey();
                    parts = smaller.getValue();
                    break;
                }
            }
            if (current.equals(before)) {
                if (parts == current.size()) {
                    return current;
                }
                parts = Math.min(2 * parts, current.size());
            }
        }
        return current;
    }

    /** What is tested next, in order, each with the number of parts to go on with. */
    private Map<List<Step>, Integer> smaller(List<Step> current, int count) {
        Map<List<Step>, Integer> candidates = new LinkedHashMap<>();
        List<Set<String>> parts = parts(current, count);
        for (Set<String> part : parts) {
            candidates.putIfAbsent(dependencies.withNeeded(part), COARSEST);
        }
        for (Set<String> part : parts) {
            Set<String> others = new HashSet<>(labels(current));
            others.removeAll(part);
            candidates.putIfAbsent(dependencies.withoutOrphans(others), Math.max(count - 1, COARSEST));
        }
        candidates.remove(current);
        return candidates;
    }

    private static List<Set<String>> parts(List<Step> steps, int count) {
        List<Set<String>> parts = new ArrayList<>();
        int from = 0;
        for (int index = 0; index < count; index++) {
            int to = from + (steps.size() - from) / (count - index);
            parts.add(Set.copyOf(labels(steps.subList(from, to))));
            from = to;
        }
        return parts;
    }

    private static List<String> labels(List<Step> steps) {
        return steps.stream().map(Step::label).toList();
    }
}
