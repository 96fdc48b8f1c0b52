package ordeal.harness.run;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import ordeal.nemesis.port.FaultEvent;

/** A change of a fault's status as one line for whoever watches the run. */
final class FaultLine {
    private FaultLine() {}

    /** Such as {@code 12.4 s: fault 3 injected: pause the controller for 2.8 s: broker-1}. */
    static String of(FaultEvent event, long nowNanos) {
        String reason = event.reason() == null ? "" : " (" + event.reason() + ")";
        return String.format(
                Locale.ROOT,
                "%.1f s: fault %d %s: %s%s",
                nowNanos / (double) TimeUnit.SECONDS.toNanos(1),
                event.id(),
                event.status().name().toLowerCase(Locale.ROOT),
                event.description(),
                reason);
    }
}
