package ordeal.nemesis.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.FaultKind;

/**
 * A plan drawn from a seed. Each unit of the budget is a lane in which broker faults follow each other, spaced so that the broker before
 * has rejoined; instant controller faults and ZooKeeper faults, which cost no budget, go beside the first lane. Kinds are dealt in rounds:
 * every 60 s hold a kill of a leader or the controller, a pause, a partition and a controller move, when these are enabled.
 *
 * @param seed the seed
 * @param timeMs the stretch in which faults begin
 * @param shape the cluster
 * @param budget how many brokers may be faulty at once
 * @param repertoire what is drawn
 */
public record RandomPlan(long seed, long timeMs, ClusterShape shape, int budget, Repertoire repertoire) {
    private static final int AIM_FAULTS_PER_MINUTE = 12;
    private static final long ZOOKEEPER_REST_MS = 15_000;
    private static final List<FaultKind> ALWAYS = List.of(FaultKind.KILL, FaultKind.PAUSE, FaultKind.PARTITION);
    private static final List<FaultKind> IN_TURN = List.of(
            FaultKind.RESTART,
            FaultKind.SLOW_LINK,
            FaultKind.THROTTLE_LINK,
            FaultKind.LOSSY_LINK,
            FaultKind.WIPE_DISK,
            FaultKind.UNSYNCED_TAIL_LOST,
            FaultKind.ROLLING_RESTART,
            FaultKind.RECREATE,
            FaultKind.DISK_FULL,
            FaultKind.DISK_ERROR,
            FaultKind.SLOW_DISK,
            FaultKind.SHIFT_CLOCK,
            FaultKind.DRIFT_CLOCK,
            FaultKind.REORDER_LINK,
            FaultKind.DUPLICATE_LINK,
            FaultKind.CORRUPT_LINK,
            FaultKind.EXPIRE_SESSION,
            FaultKind.BIT_ROT,
            FaultKind.WIPE_DISKS,
            FaultKind.LEAP_CLOCK);
    /** Kinds beside which a ZooKeeper fault goes: none of their brokers has to register while ZooKeeper is away. */
    private static final List<FaultKind> CALM = List.of(
            FaultKind.PAUSE,
            FaultKind.PARTITION,
            FaultKind.SLOW_LINK,
            FaultKind.THROTTLE_LINK,
            FaultKind.LOSSY_LINK,
            FaultKind.REORDER_LINK,
            FaultKind.DUPLICATE_LINK,
            FaultKind.CORRUPT_LINK,
            FaultKind.SLOW_DISK,
            FaultKind.SHIFT_CLOCK,
            FaultKind.DRIFT_CLOCK);

    private static final List<FaultKind> OPERATOR = List.of(FaultKind.PREFERRED_ELECTION, FaultKind.MOVE_CONTROLLER);
    private static final List<FaultKind> ZOOKEEPER = List.of(FaultKind.ZOOKEEPER_PAUSE, FaultKind.ZOOKEEPER_KILL);

    /** Every kind that can be drawn; the others belong to directed plans. */
    public static final Set<FaultKind> DRAWN = Stream.of(ALWAYS, IN_TURN, OPERATOR, ZOOKEEPER)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * What a run draws from unless told otherwise, where the deployment can do it: everything random but rolling
     * restarts, which take half a minute, clocks, sessions that are ended by hand, and what only some deployments can do to a disk or
     * to packets.
     */
    public static final Set<FaultKind> DEFAULT_KINDS = Collections.unmodifiableSet(EnumSet.of(
            FaultKind.KILL,
            FaultKind.PAUSE,
            FaultKind.PARTITION,
            FaultKind.RESTART,
            FaultKind.SLOW_LINK,
            FaultKind.THROTTLE_LINK,
            FaultKind.LOSSY_LINK,
            FaultKind.WIPE_DISK,
            FaultKind.UNSYNCED_TAIL_LOST,
            FaultKind.MOVE_CONTROLLER,
            FaultKind.PREFERRED_ELECTION,
            FaultKind.ZOOKEEPER_PAUSE,
            FaultKind.ZOOKEEPER_KILL));

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException when no enabled kind can be drawn
     */
    public RandomPlan {
        if (budget < 0) {
            throw new IllegalArgumentException("a budget is not negative");
        }
        boolean free = !repertoire.among(OPERATOR).isEmpty()
                || !repertoire.among(ZOOKEEPER).isEmpty();
        boolean broker = !repertoire.among(ALWAYS).isEmpty()
                || !repertoire.among(IN_TURN).isEmpty();
        if (!free && !(broker && budget > 0)) {
            throw new IllegalArgumentException(
                    "none of the enabled kinds of faults can be drawn with a budget of %d".formatted(budget));
        }
    }

    /** A plan of these kinds, with partitions in the styles that need nothing special. */
    public RandomPlan(long seed, long timeMs, ClusterShape shape, int budget, Set<FaultKind> kinds) {
        this(seed, timeMs, shape, budget, Repertoire.of(kinds));
    }

    /** The plan: the same settings give the same plan, on every machine. */
    public Plan draw() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Timed> faults = new ArrayList<>();
        for (int lane = 0; lane < Math.max(1, budget); lane++) {
            faults.addAll(new Lane(random.split(), lane == 0).fill());
        }
        faults.sort(Comparator.comparingLong(Timed::atMs));
        List<Step> steps = new ArrayList<>();
        for (Timed timed : faults) {
            steps.add(Step.at(String.valueOf(steps.size() + 1), timed.atMs(), timed.fault()));
        }
        return new Plan("random", seed, timeMs, budget, steps);
    }

    private record Timed(long atMs, Fault fault) {}

    /** Faults one after another, each with room to recover. */
    private final class Lane {
        private final RandomGenerator random;
        private final FaultDraw draw;
        private final boolean withFree;
        private final Deck<FaultKind> brokerKinds;
        private final Deck<FaultKind> operatorKinds;
        private final Deck<FaultKind> zookeeperKinds;
        private final List<Timed> faults = new ArrayList<>();
        private boolean controllerMoved = !repertoire.kinds().contains(FaultKind.MOVE_CONTROLLER);
        private long zookeeperRestsUntilMs;

        Lane(RandomGenerator random, boolean withFree) {
            this.random = random;
            this.withFree = withFree;
            this.draw = new FaultDraw(random, shape, budget, repertoire.styles());
            this.brokerKinds = budget > 0
                    ? new Deck<>(repertoire.among(ALWAYS), repertoire.among(IN_TURN), 2, random)
                    : new Deck<>(List.of(), List.of(), 0, random);
            this.operatorKinds = new Deck<>(List.of(), repertoire.among(OPERATOR), 0, random);
            this.zookeeperKinds = new Deck<>(List.of(), repertoire.among(ZOOKEEPER), 0, random);
        }

        List<Timed> fill() {
            long atMs = 500 + random.nextLong(1_000);
            while (atMs < timeMs) {
                atMs += slot(atMs) + random.nextLong(500);
            }
            return faults;
        }

        /** One broker fault and what goes beside it; answers how long the slot is. */
        private long slot(long atMs) {
            long lengthMs = 4_000;
            boolean calm = true;
            if (!brokerKinds.isEmpty()) {
                FaultKind kind = brokerKinds.next();
                Fault fault = draw.draw(kind);
                add(atMs, fault);
                lengthMs = Occupancy.millis(fault, shape);
                calm = CALM.contains(kind);
            }
            return withFree ? lengthMs + besides(atMs, lengthMs, calm) : lengthMs;
        }

        /** Adds free faults until the pace is met; answers how much longer the slot gets by them. */
        private long besides(long atMs, long lengthMs, boolean calm) {
            long longerMs = 0;
            for (int i = 0; i < 2 && behind(atMs + lengthMs); i++) {
                long besideMs = atMs + 400 + random.nextLong(Math.max(1, lengthMs - 1_500));
                if (calm && !zookeeperKinds.isEmpty() && atMs >= zookeeperRestsUntilMs && controllerMoved) {
                    Fault fault = draw.draw(zookeeperKinds.next());
                    add(besideMs, fault);
                    longerMs += Occupancy.millis(fault, shape);
                    zookeeperRestsUntilMs = atMs + ZOOKEEPER_REST_MS;
                } else if (!operatorKinds.isEmpty()) {
                    add(besideMs, draw.draw(operatorKind()));
                }
            }
            return longerMs;
        }

        private FaultKind operatorKind() {
            boolean first = !controllerMoved;
            controllerMoved = true;
            return first ? FaultKind.MOVE_CONTROLLER : operatorKinds.next();
        }

        private boolean behind(long untilMs) {
            return faults.size() * 60_000L < Math.min(untilMs, timeMs) * AIM_FAULTS_PER_MINUTE;
        }

        private void add(long atMs, Fault fault) {
            if (atMs < timeMs) {
                faults.add(new Timed(atMs, fault));
            }
        }
    }
}
