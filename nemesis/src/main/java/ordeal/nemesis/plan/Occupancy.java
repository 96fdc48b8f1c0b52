package ordeal.nemesis.plan;

import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.target.Target;

/**
 * How long a fault keeps the budget busy: until the broker is registered and back in every ISR, as measured on two busy
 * cores.
 */
final class Occupancy {
    private static final long START_AND_REJOIN_MS = 7_500;
    private static final long SESSION_MS = 3_000;
    private static final long REJOIN_MS = 3_000;
    private static final long QUORUM_MS = 3_000;

    private Occupancy() {}

    /**
     * An estimate in milliseconds, from the injection on. Late recoveries hold later faults back, they break nothing.
     */
    static long millis(Fault fault, ClusterShape shape) {
        return switch (fault) {
            case Fault.Kill kill -> killed(kill.restart());
            case Fault.GracefulRestart _ -> START_AND_REJOIN_MS + 1_000;
            case Fault.RollingRestart _ -> shape.brokers() * (START_AND_REJOIN_MS + 2_000);
            case Fault.Pause pause -> pause.durationMs() + REJOIN_MS;
            case Fault.Partition partition -> partition.durationMs() + REJOIN_MS;
            case Fault.SlowLink slow -> slow.durationMs() + REJOIN_MS / 2;
            case Fault.ThrottleLink throttle -> throttle.durationMs() + REJOIN_MS;
            case Fault.LossyLink lossy -> lossy.durationMs() + REJOIN_MS;
            case Fault.ReorderLink reorder -> reorder.durationMs() + REJOIN_MS / 2;
            case Fault.DuplicateLink duplicate -> duplicate.durationMs() + REJOIN_MS / 2;
            case Fault.CorruptLink corrupt -> corrupt.durationMs() + REJOIN_MS;
            case Fault.ExpireSession _ -> REJOIN_MS + 1_000;
            case Fault.WipeDisk wipe -> killed(wipe.restart()) + 1_000;
            case Fault.UnsyncedTailLost tail -> killed(tail.restart());
            case Fault.ZookeeperKill zookeeper -> zookeeper.downMs() + 4_000 + forQuorum(zookeeper.target());
            case Fault.ZookeeperPause zookeeper -> zookeeper.durationMs() + 2_000 + forQuorum(zookeeper.target());
            case Fault.Start _ -> START_AND_REJOIN_MS;
            case Fault.ShiftClock shift -> shift.durationMs() + REJOIN_MS;
            case Fault.LeapClock leap -> leap.durationMs() + REJOIN_MS;
            case Fault.DriftClock drift -> drift.durationMs() + REJOIN_MS;
            case Fault.DiskFull full -> full.durationMs() + START_AND_REJOIN_MS + 1_000;
            case Fault.DiskError error -> error.durationMs() + START_AND_REJOIN_MS;
            case Fault.SlowDisk slow -> slow.durationMs() + REJOIN_MS;
            case Fault.BitRot rot -> killed(rot.restart()) + 1_000;
            case Fault.Recreate recreate -> killed(recreate.restart()) + 1_000;
            case Fault.WipeDisks wipe -> killed(wipe.restart()) + 2_000;
            case Fault.HoldLinks _,
                    Fault.ReleaseLinks _,
                    Fault.MoveController _,
                    Fault.SeatController _,
                    Fault.PreferredElection _ -> 0;
        };
    }

    /** An ensemble that has lost its quorum elects a leader first, and brokers connect to it anew. */
    private static long forQuorum(Target zookeepers) {
        return zookeepers instanceof Target.ZookeeperMajority ? QUORUM_MS : 0;
    }

    private static long killed(Restart restart) {
        return switch (restart) {
            case AT_ONCE -> START_AND_REJOIN_MS + 1_000;
            case AFTER_SESSION, LATER -> SESSION_MS + START_AND_REJOIN_MS;
        };
    }
}
