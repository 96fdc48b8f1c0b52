package ordeal.harness.mesh;

import java.util.concurrent.atomic.AtomicLong;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;

/** One link: its behaviour, its counters and the time until which its throttle is used up. */
final class LinkState {
    final Link link;
    final LinkCounters counters = new LinkCounters();

    /** Written only by {@link Mesh#apply}, all changed links of one call together under the mesh's lock. */
    volatile LinkBehaviour behaviour = new LinkBehaviour.Pass();

    private final AtomicLong throttledUntilNanos = new AtomicLong();

    LinkState(Link link) {
        this.link = link;
    }

    /** Books the passing of some bytes at a rate and returns when the next may pass. */
    long bookThrottled(int bytes, long bytesPerSecond, long nowNanos) {
        long costNanos = Math.multiplyExact(bytes, 1_000_000_000L) / bytesPerSecond;
        return throttledUntilNanos.updateAndGet(until -> Math.max(until, nowNanos) + costNanos);
    }

    long throttledUntilNanos() {
        return throttledUntilNanos.get();
    }
}
