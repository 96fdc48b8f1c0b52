package ordeal.harness.run;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ordeal.harness.workload.Served;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.NemesisClock;

/** A run's two waits for service: before the first fault, and after the last. */
final class ServiceWait {
    /** Long enough for a lag or the end of a session from before the heal to show. */
    private static final long RECOVERY_MIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final NemesisClock clock;
    private final Supplier<Served> served;

    /** Goes by what the clients have been served with until now. */
    ServiceWait(NemesisClock clock, Supplier<Served> served) {
        this.clock = clock;
        this.served = served;
    }

    /**
     * Waits until every partition has been written to and read from, and the warm-up time has passed since then: a slow start must not
     * leave less to compare the faults with.
     *
     * @return false when not every partition served within the limit
     */
    boolean awaitWarm(long limitMs, long warmUpMs) throws InterruptedException {
        Served nothing = Served.nothing(served.get().acknowledged().size());
        if (!clock.await(() -> served.get().everywhereSince(nothing), inMs(limitMs))) {
            return false;
        }
        clock.await(() -> false, inMs(warmUpMs));
        return true;
    }

    /** Waits until the cluster serves again on every partition, or its bound has passed: the judge will tell which. */
    void awaitRecovered(Supplier<ClusterState> cluster, long boundMs) throws InterruptedException {
        long startNanos = clock.nowNanos();
        Served before = served.get();
        clock.await(
                () -> {
                    ClusterState state = cluster.get();
                    return clock.nowNanos() - startNanos > RECOVERY_MIN_NANOS
                            && state.current()
                            && Topics.fullyInSync(state)
                            && served.get().everywhereSince(before);
                },
                inMs(boundMs));
    }

    private long inMs(long ms) {
        return clock.nowNanos() + TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
