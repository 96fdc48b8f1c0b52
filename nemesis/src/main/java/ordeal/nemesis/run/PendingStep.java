package ordeal.nemesis.run;

import java.util.List;
import java.util.Optional;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultStatus;

/** A step that has not been injected yet. */
final class PendingStep {
    private static final long NOT_YET = -1;
    private static final long NANOS_PER_MS = 1_000_000;

    private final int id;
    private final Step step;
    private Optional<ClusterState> armedState = Optional.empty();
    private long armedNanos = NOT_YET;
    private long dueNanos = NOT_YET;
    private String holdingBack = "";

    PendingStep(int id, Step step) {
        this.id = id;
        this.step = step;
    }

    int id() {
        return id;
    }

    Step step() {
        return step;
    }

    /** From now on its trigger is watched. A moment counts from the plan's beginning, everything else from now. */
    void arm(ClusterState state, long nowNanos, long planStartNanos) {
        if (armedState.isEmpty()) {
            armedState = Optional.of(state);
            armedNanos =
                    step.trigger() instanceof Trigger.At(long atMs) ? planStartNanos + atMs * NANOS_PER_MS : nowNanos;
        }
    }

    /** The cluster when it was armed; empty until then. */
    Optional<ClusterState> armedState() {
        return armedState;
    }

    boolean hasFired() {
        return dueNanos != NOT_YET;
    }

    void fired(long nowNanos) {
        long firedNanos = step.trigger() instanceof Trigger.At ? armedNanos : nowNanos;
        dueNanos = firedNanos + step.delayMs() * NANOS_PER_MS;
    }

    boolean isDue(long nowNanos) {
        return hasFired() && nowNanos >= dueNanos;
    }

    /** When the plan wants it: once due, that moment; before, when its trigger was armed. */
    long plannedNanos() {
        return hasFired() ? dueNanos : armedNanos;
    }

    /** Whether it is too late to inject it. */
    boolean isLate(long nowNanos) {
        return armedNanos != NOT_YET && nowNanos > armedNanos + (step.withinMs() + step.delayMs()) * NANOS_PER_MS;
    }

    void heldBack(String reason) {
        holdingBack = reason;
    }

    /** Why it could not be injected in time. */
    String lateReason() {
        return hasFired()
                ? "held back for more than %d ms: %s".formatted(step.withinMs(), holdingBack)
                : "its trigger did not fire within %d ms: %s"
                        .formatted(step.withinMs(), step.trigger().describe());
    }

    FaultEvent skipped(String reason) {
        return new FaultEvent(
                id,
                step.fault().kind().kebab(),
                step.fault().describe(),
                FaultStatus.SKIPPED,
                List.of(),
                plannedNanos(),
                NOT_YET,
                NOT_YET,
                List.of(),
                List.of(),
                List.of(),
                reason);
    }
}
