package ordeal.nemesis.plan.shipped;

import ordeal.nemesis.plan.Plan;

/**
 * A plan with the settings that make it lose records and those that must not.
 *
 * @param plan the plan; its name is this plan's name
 * @param description what happens, in one or two sentences
 * @param wrong settings under which records are lost by design
 * @param right the same with the one setting right: none may be lost
 */
public record DirectedPlan(Plan plan, String description, Overrides wrong, Overrides right) {
    /** Its name, such as {@code unclean-election}. */
    public String name() {
        return plan.name();
    }
}
