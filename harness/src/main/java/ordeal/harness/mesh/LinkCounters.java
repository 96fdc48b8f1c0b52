package ordeal.harness.mesh;

import java.util.concurrent.atomic.LongAdder;

/** What passed through one link since the mesh was made, and what the mesh did to it. Safe for use by many threads. */
final class LinkCounters {
    /** Bytes that arrived at the mesh. */
    final LongAdder arrivedBytes = new LongAdder();
    /** Bytes that the mesh passed on. */
    final LongAdder passedBytes = new LongAdder();
    /** Bytes that arrived and were thrown away with their connection. */
    final LongAdder discardedBytes = new LongAdder();
    /** Bytes that were passed on later than they arrived because of a delay or a throttle. */
    final LongAdder retardedBytes = new LongAdder();
    /** Connections that the mesh reset because of this link's behaviour. */
    final LongAdder resets = new LongAdder();

    /** Bytes that the mesh keeps back now. */
    long heldBytes() {
        return arrivedBytes.sum() - passedBytes.sum() - discardedBytes.sum();
    }

    Snapshot snapshot() {
        return new Snapshot(arrivedBytes.sum(), passedBytes.sum(), retardedBytes.sum(), resets.sum());
    }

    /** The counters at one moment. */
    record Snapshot(long arrivedBytes, long passedBytes, long retardedBytes, long resets) {}
}
