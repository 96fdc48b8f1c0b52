package ordeal.nemesis.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ordeal.nemesis.fake.FakeClock;
import ordeal.nemesis.fake.FakeCluster;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultStatus;

/** A plan run against the fake cluster, and what was written about it. */
final class Rehearsal {
    /** As long as a run waits by default. */
    private static final long BACK_BOUND_MS = 30_000;

    final FakeClock clock = new FakeClock();
    final FakeCluster cluster;
    final List<FaultEvent> events = new ArrayList<>();
    final NemesisRunner runner;

    Rehearsal(Plan plan, int brokers, int zookeepers, int partitions) {
        this(plan, brokers, zookeepers, partitions, BACK_BOUND_MS);
    }

    private Rehearsal(Plan plan, int brokers, int zookeepers, int partitions, long backBoundMs) {
        cluster = new FakeCluster(clock, brokers, zookeepers, partitions);
        runner = new NemesisRunner(plan, cluster, clock, events::add, backBoundMs);
    }

    /** Three brokers, one ZooKeeper, six partitions. */
    static Rehearsal of(int budget, Step... steps) {
        return new Rehearsal(new Plan("test", 1, 20_000, budget, List.of(steps)), 3, 1, 6);
    }

    static Rehearsal of(Fault fault) {
        return of(1, Step.at("1", 500, fault));
    }

    /** A run that waits for nodes to be back no longer than so. */
    static Rehearsal withBackBound(long backBoundMs, Fault fault) {
        return new Rehearsal(new Plan("test", 1, 20_000, 1, List.of(Step.at("1", 500, fault))), 3, 1, 6, backBoundMs);
    }

    NemesisSummary run() {
        try {
            return runner.run();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this one", e);
        }
    }

    /** The last record of each fault, by its id. */
    Map<Integer, FaultEvent> last() {
        Map<Integer, FaultEvent> last = new LinkedHashMap<>();
        events.forEach(event -> last.put(event.id(), event));
        return last;
    }

    FaultEvent last(int id) {
        return Objects.requireNonNull(last().get(id));
    }

    List<FaultStatus> statuses(int id) {
        return events.stream()
                .filter(event -> event.id() == id)
                .map(FaultEvent::status)
                .toList();
    }

    /** How many faults ended like this. */
    long ended(FaultStatus status) {
        return last().values().stream()
                .filter(event -> event.status() == status)
                .count();
    }

    /** How long a fault held, in milliseconds. */
    long heldMs(int id) {
        FaultEvent event = last(id);
        return (event.healedNanos() - event.injectedNanos()) / 1_000_000;
    }
}
