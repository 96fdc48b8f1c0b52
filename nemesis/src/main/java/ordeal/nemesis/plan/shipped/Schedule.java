package ordeal.nemesis.plan.shipped;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;

/**
 * The schedule of a bug, step by step; each step waits for the one before it. Three brokers and one topic of one partition, unless told
 * otherwise. Its budget is all brokers: the steps belong together, and none is held back.
 */
final class Schedule {
    /** The partition that the schedules are about. */
    static final PartitionRef PARTITION = PartitionRef.FIRST;

    /** The first replica of the partition's assignment, the preferred leader. */
    static final Target FIRST = new Target.Assigned(PARTITION, 0);

    static final Target SECOND = new Target.Assigned(PARTITION, 1);
    static final Target THIRD = new Target.Assigned(PARTITION, 2);
    static final Target LEADER = new Target.Leader(PARTITION);

    /** Before the schedule. Clients write for as long again before its first step. */
    static final String WARM_UP = "1s";

    /** When the first step begins: clients have warmed up, and have written for a while. */
    static final long WARM_MS = 1_000;

    private static final int ALL_BROKERS = 3;

    /** How long a step waits for its trigger. */
    private static final long PATIENCE_MS = 20_000;

    private final String bug;
    private final String description;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> broker = new TreeMap<>();
    private final Map<String, String> producer = new TreeMap<>(Map.of("acks", "all"));
    private final Map<String, String> run = new TreeMap<>(Map.of("topics", "1", "partitions", "1", "warm-up", WARM_UP));

    private Schedule(String bug, String description) {
        this.bug = bug;
        this.description = description;
    }

    /**
     * An empty schedule.
     *
     * @param bug the bug's name, and the plan's
     * @param description what happens, in a sentence or two
     */
    static Schedule of(String bug, String description) {
        return new Schedule(bug, description);
    }

    /** A property of every broker. */
    Schedule broker(String key, String value) {
        broker.put(key, value);
        return this;
    }

    /** A property of every producer. */
    Schedule producer(String key, String value) {
        producer.put(key, value);
        return this;
    }

    /** How many partitions the topic has. */
    Schedule partitions(int count) {
        run.put("partitions", Integer.toString(count));
        return this;
    }

    /** How long the cluster may take to serve again, such as {@code 15s}: a bug that is proven by its not doing so need not be waited for longer. */
    Schedule recoveryBound(String time) {
        run.put("recovery-bound", time);
        return this;
    }

    /** A step at the beginning. */
    Schedule first(String label, Fault fault) {
        steps.add(Step.at(label, WARM_MS, fault));
        return this;
    }

    /** A step some time after another one has taken hold. */
    Schedule after(String step, long delayMs, String label, Fault fault) {
        steps.add(new Step(label, new Trigger.After(step, delayMs), 0, PATIENCE_MS, fault));
        return this;
    }

    /** A step some time after a trigger has fired, which is watched from the step before on. */
    Schedule when(Trigger trigger, long delayMs, String label, Fault fault) {
        steps.add(new Step(label, trigger, delayMs, PATIENCE_MS, fault));
        return this;
    }

    /** Steps made elsewhere. */
    Schedule steps(List<Step> made) {
        steps.addAll(made);
        return this;
    }

    /** The plan, the same with the bug and without. */
    DirectedPlan plan() {
        long timeMs = WARM_MS;
        for (Step step : steps) {
            timeMs += step.trigger() instanceof Trigger.After(String _, long delayMs) ? delayMs : step.delayMs();
        }
        Overrides overrides = new Overrides(broker, producer, run);
        return new DirectedPlan(
                new Plan(bug, 1, Math.max(timeMs, 15_000), ALL_BROKERS, steps), description, overrides, overrides);
    }

    /** Holds one direction of what one dials to another. */
    static Fault hold(Target dialler, Target server, Direction direction) {
        return new Fault.HoldLinks(new Cut.Dialled(dialler, server, direction));
    }

    /** Holds the links of a cut. */
    static Fault hold(Cut cut) {
        return new Fault.HoldLinks(cut);
    }

    /** Delivers what a step holds. */
    static Fault deliver(String step) {
        return new Fault.ReleaseLinks(new Cut.TouchedBy(step), false);
    }

    /** Throws away what a step holds. */
    static Fault discard(String step) {
        return new Fault.ReleaseLinks(new Cut.TouchedBy(step), true);
    }

    /** The nodes that a step has hit. */
    static Target hitBy(String step) {
        return new Target.HitBy(step);
    }

    static Trigger leaderIs(Target target) {
        return new Trigger.LeaderIs(PARTITION, target);
    }

    static Trigger allInSync() {
        return new Trigger.IsrSize(PARTITION, 3);
    }
}
