package ordeal.nemesis.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;

/** Draws a fault of a given kind: its targets, how long it lasts. */
final class FaultDraw {
    private static final Target ANY_LEADER = new Target.Leader(PartitionRef.ANY);
    private static final Target ANY_FOLLOWER = new Target.InSyncFollower(PartitionRef.ANY, false);

    private final RandomGenerator random;
    private final ClusterShape shape;
    private final int budget;
    private final Set<Fault.Partition.Style> styles;
    private final List<Target> victims;
    private int kills;

    FaultDraw(RandomGenerator random, ClusterShape shape, int budget, Set<Fault.Partition.Style> styles) {
        this.random = random;
        this.shape = shape;
        this.budget = budget;
        this.styles = styles;
        this.kills = random.nextInt(2);
        this.victims = shape.brokers() > 1
                ? List.of(ANY_LEADER, new Target.Controller(), ANY_FOLLOWER)
                : List.of(ANY_LEADER, new Target.Controller());
    }

    /**
     * A fault of this kind.
     *
     * @throws IllegalArgumentException for kinds that only directed plans use
     */
    Fault draw(FaultKind kind) {
        return switch (kind) {
            case KILL -> new Fault.Kill(victims.get(kills++ % victims.size()), restart());
            case RESTART -> new Fault.GracefulRestart(broker());
            case ROLLING_RESTART -> new Fault.RollingRestart();
            case PAUSE -> new Fault.Pause(broker(), durationMs());
            case PARTITION -> new Fault.Partition(cut(), style(), durationMs());
            case SLOW_LINK -> new Fault.SlowLink(slowCut(), between(50, 800), between(10, 400), durationMs());
            case THROTTLE_LINK -> new Fault.ThrottleLink(slowCut(), between(2, 64) * 1024, durationMs());
            case LOSSY_LINK -> new Fault.LossyLink(slowCut(), (int) between(5, 30), durationMs());
            case REORDER_LINK -> new Fault.ReorderLink(slowCut(), (int) between(5, 30), between(10, 100), durationMs());
            case DUPLICATE_LINK -> new Fault.DuplicateLink(slowCut(), (int) between(5, 30), durationMs());
            case CORRUPT_LINK -> new Fault.CorruptLink(slowCut(), (int) between(5, 30), durationMs());
            case EXPIRE_SESSION -> new Fault.ExpireSession(broker());
            case MOVE_CONTROLLER -> new Fault.MoveController();
            case PREFERRED_ELECTION -> new Fault.PreferredElection();
            case ZOOKEEPER_KILL -> new Fault.ZookeeperKill(zookeeper(), between(2_000, 4_000));
            case ZOOKEEPER_PAUSE -> new Fault.ZookeeperPause(zookeeper(), durationMs());
            case WIPE_DISK -> new Fault.WipeDisk(broker(), Restart.AFTER_SESSION);
            case UNSYNCED_TAIL_LOST -> new Fault.UnsyncedTailLost(broker(), Restart.AFTER_SESSION);
            case SHIFT_CLOCK -> new Fault.ShiftClock(broker(), between(-60_000, 60_000), clockDurationMs());
            case LEAP_CLOCK -> new Fault.LeapClock(broker(), leapMs(), clockDurationMs());
            case DRIFT_CLOCK -> new Fault.DriftClock(broker(), percent(), clockDurationMs());
            case RECREATE -> new Fault.Recreate(broker(), restart());
            case DISK_FULL -> new Fault.DiskFull(broker(), durationMs());
            case DISK_ERROR -> new Fault.DiskError(broker(), durationMs());
            case SLOW_DISK -> new Fault.SlowDisk(broker(), between(32, 256) * 1024, durationMs());
            case BIT_ROT -> new Fault.BitRot(broker(), restart());
            case WIPE_DISKS -> new Fault.WipeDisks(new Target.InSyncReplicas(PartitionRef.ANY), restart());
            case START, HOLD_LINKS, RELEASE_LINKS, SEAT_CONTROLLER ->
                throw new IllegalArgumentException(
                        "%s belongs to directed plans: a random plan cannot draw it".formatted(kind.kebab()));
        };
    }

    /** 2-6 s for most, some shorter than the lag time (2 s), some between lag and session (3 s). */
    private long durationMs() {
        int draw = random.nextInt(10);
        if (draw < 2) {
            return between(1_200, 1_900);
        }
        return draw < 5 ? between(2_000, 2_900) : between(3_200, 6_000);
    }

    /** Long enough for a node to see a clock that is looked at once a second. */
    private long clockDurationMs() {
        return between(3_000, 8_000);
    }

    /** Hours to days, either way: beyond the limits of a record's timestamp, of a producer's memory, of a segment's age. */
    private long leapMs() {
        long hours = between(2, 24 * 10);
        return (random.nextBoolean() ? hours : -hours) * 3_600_000;
    }

    private int percent() {
        int percent = (int) between(10, 50);
        return random.nextBoolean() ? percent : -percent;
    }

    private Restart restart() {
        return random.nextBoolean() ? Restart.AT_ONCE : Restart.AFTER_SESSION;
    }

    private Target broker() {
        return pick(List.of(
                ANY_LEADER,
                new Target.Controller(),
                new Target.RandomBroker(),
                shape.brokers() > 1 ? ANY_FOLLOWER : new Target.RandomBroker()));
    }

    /** An ensemble that can lose a server loses its quorum as well, every third time. */
    private Target zookeeper() {
        if (shape.zookeepers() > 2 && random.nextInt(3) == 0) {
            return new Target.ZookeeperMajority();
        }
        return random.nextBoolean() ? new Target.ZookeeperLeader() : new Target.RandomZookeeper();
    }

    private Fault.Partition.Style style() {
        Fault.Partition.Style drawn = switch (random.nextInt(10)) {
            case 0, 1 -> Fault.Partition.Style.DEAF;
            case 8 -> Fault.Partition.Style.RESET;
            case 9 -> Fault.Partition.Style.REFUSE;
            default -> Fault.Partition.Style.HOLD;
        };
        return styles.contains(drawn) ? drawn : Fault.Partition.Style.HOLD;
    }

    private Cut cut() {
        List<Cut> cuts = new ArrayList<>();
        cuts.add(new Cut.Isolate(broker(), Cut.From.ZOOKEEPER));
        cuts.add(new Cut.Isolate(broker(), Cut.From.ALL));
        if (shape.brokers() > 1) {
            cuts.add(new Cut.Isolate(ANY_LEADER, Cut.From.PEERS));
            cuts.add(new Cut.Isolate(broker(), Cut.From.PEERS));
            cuts.add(new Cut.OneWay(ANY_FOLLOWER, new Target.Controller()));
            cuts.add(new Cut.OneWay(new Target.Controller(), new Target.NonController()));
        }
        if (shape.brokers() > 2 && budget >= shape.brokers() / 2) {
            cuts.add(new Cut.Halves(random.nextBoolean()));
            cuts.add(new Cut.Bridge());
        }
        if (shape.brokers() > 3 && budget >= 2) {
            cuts.add(new Cut.MajorityRing());
        }
        cuts.add(new Cut.Isolate(ANY_LEADER, Cut.From.CLIENTS));
        return pick(cuts);
    }

    private Cut slowCut() {
        return new Cut.Isolate(broker(), pick(List.of(Cut.From.PEERS, Cut.From.ALL, Cut.From.CLIENTS)));
    }

    private long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
