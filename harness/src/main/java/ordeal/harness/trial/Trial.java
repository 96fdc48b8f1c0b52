package ordeal.harness.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * One run that shows whether the judge sees.
 *
 * @param system the system under test, such as {@code reference}
 * @param cluster where it runs, such as {@code local}
 * @param general whether the faults are drawn at random instead of by the subject's own schedule
 */
public record Trial(Subject subject, Role role, String system, String cluster, boolean general, long seed) {
    /** What tells it from any other trial of the same commit. */
    public String key() {
        return "%s/%s/%s/%s/%s/%d"
                .formatted(
                        subject.name(),
                        role == Role.FAULTY ? "faulty" : "control",
                        system,
                        cluster,
                        general ? "general" : "directed",
                        seed);
    }

    /** Its command line, from {@code run} on. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("run"));
        switch (subject) {
            case Subject.Bug bug -> arguments.add((role == Role.FAULTY ? "--bug=" : "--plan-of=") + bug.name());
            case Subject.Misconfiguration(String name, String _) -> {
                arguments.add("--plan=" + name);
                arguments.add("--settings=" + (role == Role.FAULTY ? "wrong" : "right"));
            }
        }
        if (general) {
            arguments.add("--general");
        }
        arguments.add("--seed=" + seed);
        arguments.add("--system=" + system);
        arguments.add("--cluster=" + cluster);
        return List.copyOf(arguments);
    }

    /** What somebody types to repeat it. */
    public String command() {
        return "./ordeal " + String.join(" ", arguments());
    }
}
