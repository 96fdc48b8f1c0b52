package ordeal.nemesis.fake;

/** One broker of the fake cluster. Times are virtual nanoseconds. */
final class FakeBroker {
    final int id;
    boolean alive = true;
    boolean paused;
    boolean registered = true;
    long czxid;
    int incarnation;
    int registeredIncarnation;
    long readyAtNanos;
    long diesAtNanos = Long.MAX_VALUE;
    long heardNanos;

    FakeBroker(int id) {
        this.id = id;
        this.czxid = 100L + id;
    }

    boolean runs() {
        return alive && !paused;
    }

    boolean holdsSession() {
        return registered && registeredIncarnation == incarnation;
    }
}
