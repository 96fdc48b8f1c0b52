package ordeal.nemesis.plan;

import java.util.ArrayList;
import java.util.List;

/** A plan as lines of text for people. */
public final class Timetable {
    private Timetable() {}

    /** A headline, one line a step, and the heal barrier. The same plan gives the same lines. */
    public static List<String> render(Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("plan %s, seed %d: %s in %d s, at most %s faulty at once"
                .formatted(
                        plan.name(),
                        plan.seed(),
                        count(plan.steps().size(), "fault"),
                        plan.timeMs() / 1000,
                        count(plan.budget(), "broker")));
        int width = plan.steps().stream()
                .mapToInt(step -> when(step).length())
                .max()
                .orElse(0);
        int id = 0;
        for (Step step : plan.steps()) {
            id++;
            String when = when(step);
            lines.add("%3d  %s  %-18s  %s"
                    .formatted(
                            id,
                            when + " ".repeat(width - when.length()),
                            step.fault().kind().kebab(),
                            step.fault().describe()));
        }
        lines.add("     at the end: heal everything");
        return lines;
    }

    private static String count(int number, String one) {
        return number + " " + (number == 1 ? one : one + "s");
    }

    private static String when(Step step) {
        return step.trigger().describe() + (step.delayMs() == 0 ? "" : ", %d ms later".formatted(step.delayMs()));
    }
}
