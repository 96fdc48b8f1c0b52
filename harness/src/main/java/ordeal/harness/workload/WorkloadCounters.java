package ordeal.harness.workload;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** What the clients have done so far, for the progress display and for deciding when a phase is over. Safe for use by many threads. */
public final class WorkloadCounters {
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder indeterminate = new LongAdder();
    private final LongAdder polled = new LongAdder();
    private final AtomicLongArray acknowledgedIn;
    private final AtomicLongArray polledFrom;

    /** Zero for each of so many partitions. */
    public WorkloadCounters(int partitions) {
        this.acknowledgedIn = new AtomicLongArray(partitions);
        this.polledFrom = new AtomicLongArray(partitions);
    }

    /** Acknowledged sends. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Sends that definitely did not happen. */
    public long failed() {
        return failed.sum();
    }

    /** Sends whose fate is not known. */
    public long indeterminate() {
        return indeterminate.sum();
    }

    /** Records that live consumers were given. */
    public long polled() {
        return polled.sum();
    }

    /** What the clients have been served with until now. */
    public Served served() {
        return new Served(list(acknowledgedIn), list(polledFrom));
    }

    void acknowledge(int partition) {
        acknowledged.increment();
        acknowledgedIn.incrementAndGet(partition);
    }

    void fail() {
        failed.increment();
    }

    void leaveOpen() {
        indeterminate.increment();
    }

    void poll(int partition, int records) {
        polled.add(records);
        polledFrom.addAndGet(partition, records);
    }

    private static List<Long> list(AtomicLongArray array) {
        return IntStream.range(0, array.length()).mapToObj(array::get).toList();
    }
}
