package ordeal.checker.assumption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import ordeal.checker.history.Phase;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Findings;

/**
 * What a run must at least have done, or it has tested nothing. Formally, with r the sends a second that the run was to make, d the
 * seconds that a stretch lasted, and a and p the percentages of {@link RunDescription.Floors}: in each of the stretches before, during and
 * after the faults at least max(1, r * d * a / 100) sends were acknowledged, and max(1, r * d * p / 100) records polled. That each partition
 * served something in each stretch stands beside it, see {@link Doubt.Idle}.
 *
 * <p>A stretch that has no end, because the run was cut short, has no floor.
 */
final class Floors {
    /** What stands before a count's name where the floor of that count is counted. */
    static final String FLOOR = "floor:";

    private static final double PERCENT = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Reached> reached = new LinkedHashMap<>();

    private record Reached(long counted, long floor) {}

    /** The floors of a history. */
    static Floors of(RunDescription run, HistorySurvey survey) {
        Floors floors = new Floors();
        floors.add(run, survey, "before-faults", Phase.WARM_UP, Phase.FAULTS, Phase.WARM_UP);
        floors.add(run, survey, "during-faults", Phase.FAULTS, Phase.RECOVERY, Phase.FAULTS);
        floors.add(run, survey, "after-faults", Phase.RECOVERY, Phase.FINAL_READS, Phase.FINAL_READS);
        return floors;
    }

    /** Counts what was reached and what the floor is. */
    void count(Findings findings) {
        reached.forEach((name, value) -> {
            findings.count(name, value.counted());
            findings.count(FLOOR + name, value.floor());
        });
    }

    /** The floors that were not reached. */
    List<Doubt> doubts() {
        List<Doubt> doubts = new ArrayList<>();
        reached.forEach((name, value) -> {
            if (value.counted() < value.floor()) {
                doubts.add(new Doubt.BelowFloor(name, value.counted(), value.floor()));
            }
        });
        return doubts;
    }

    /**
     * Adds a stretch.
     *
     * @param next the phase that ends it
     * @param lastPolls the last phase whose polls count for it: what fresh consumers read at the end was served after the faults too
     */
    private void add(RunDescription run, HistorySurvey survey, String when, Phase phase, Phase next, Phase lastPolls) {
        OptionalLong from = survey.startOf(phase);
        OptionalLong to = survey.startOf(next);
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        double seconds = Math.max(0, to.getAsLong() - from.getAsLong()) / NANOS_PER_SECOND;
        double sends = run.workload().ratePerSecond() * seconds;
        long polled = survey.polledIn(phase) + (lastPolls == phase ? 0 : survey.polledIn(lastPolls));
        reached.put(
                "acknowledged-" + when,
                new Reached(
                        survey.acknowledgedIn(phase), share(sends, run.floors().acknowledgedPercent())));
        reached.put(
                "polled-" + when, new Reached(polled, share(sends, run.floors().polledPercent())));
    }

    private static long share(double sends, double percent) {
        return Math.max(1, (long) (sends * percent / PERCENT));
    }
}
