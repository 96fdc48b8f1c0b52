package ordeal.broker.fake;

import java.util.Comparator;

/** A timer of a virtual clock; timers due at the same moment keep the order in which they were set. */
record FakeTimer(long dueNanos, long number, FakeEventLoop loop, Runnable task) implements Comparable<FakeTimer> {
    private static final Comparator<FakeTimer> ORDER =
            Comparator.comparingLong(FakeTimer::dueNanos).thenComparingLong(FakeTimer::number);

    @Override
    public int compareTo(FakeTimer other) {
        return ORDER.compare(this, other);
    }
}
