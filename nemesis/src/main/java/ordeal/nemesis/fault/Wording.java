package ordeal.nemesis.fault;

import java.util.Locale;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;

/** Faults in words, for timetables, journals and the progress display. */
final class Wording {
    private static final long MS_PER_MINUTE = 60_000;

    private Wording() {}

    static String of(Fault fault) {
        return switch (fault) {
            case Fault.Kill(Target target, Restart restart) -> "kill " + target.describe() + ", " + restart.words();
            case Fault.Start(Target target) -> "start " + target.describe();
            case Fault.GracefulRestart(Target target) -> "restart " + target.describe() + " gracefully";
            case Fault.RollingRestart() -> "restart all brokers one after another";
            case Fault.Pause(Target target, long durationMs) -> "pause " + target.describe() + lasting(durationMs);
            case Fault.Partition(Cut cut, Fault.Partition.Style style, long durationMs) ->
                "cut " + cut.describe() + " (" + style.name().toLowerCase(Locale.ROOT) + ")" + lasting(durationMs);
            case Fault.SlowLink(Cut cut, long delayMs, long jitterMs, long durationMs) ->
                "delay by %d-%d ms %s%s".formatted(delayMs, delayMs + jitterMs, cut.describe(), lasting(durationMs));
            case Fault.ThrottleLink(Cut cut, long bytesPerSecond, long durationMs) ->
                "throttle to %d bytes/s %s%s".formatted(bytesPerSecond, cut.describe(), lasting(durationMs));
            case Fault.LossyLink(Cut cut, int percent, long durationMs) ->
                "lose %d of 100 packets on %s%s".formatted(percent, cut.describe(), lasting(durationMs));
            case Fault.ReorderLink(Cut cut, int percent, long delayMs, long durationMs) ->
                "let %d of 100 packets overtake the others by %d ms on %s%s"
                        .formatted(percent, delayMs, cut.describe(), lasting(durationMs));
            case Fault.DuplicateLink(Cut cut, int percent, long durationMs) ->
                "deliver %d of 100 packets twice on %s%s".formatted(percent, cut.describe(), lasting(durationMs));
            case Fault.CorruptLink(Cut cut, int percent, long durationMs) ->
                "corrupt %d of 100 packets on %s%s".formatted(percent, cut.describe(), lasting(durationMs));
            case Fault.HoldLinks(Cut cut) -> "hold " + cut.describe();
            case Fault.ReleaseLinks(Cut cut, boolean discard) ->
                (discard ? "discard what is held on " : "deliver what is held on ") + cut.describe();
            case Fault.MoveController() -> "delete /controller";
            case Fault.SeatController(Target target) -> "delete /controller until " + target.describe() + " is elected";
            case Fault.PreferredElection() -> "elect the preferred leaders";
            case Fault.ExpireSession(Target target) -> "end the session of " + target.describe();
            case Fault.ZookeeperKill(Target target, long downMs) -> "kill " + target.describe() + lasting(downMs);
            case Fault.ZookeeperPause(Target target, long durationMs) ->
                "pause " + target.describe() + lasting(durationMs);
            case Fault.WipeDisk(Target target, Restart restart) ->
                "kill " + target.describe() + " and wipe its disk, " + restart.words();
            case Fault.UnsyncedTailLost(Target target, Restart restart) ->
                "kill " + target.describe() + " and cut the unsynced tail, " + restart.words();
            case Fault.ShiftClock(Target target, long offsetMs, long durationMs) ->
                "shift the clock of %s by %d ms%s".formatted(target.describe(), offsetMs, lasting(durationMs));
            case Fault.LeapClock(Target target, long offsetMs, long durationMs) ->
                "shift the clock of %s by %d minutes%s"
                        .formatted(target.describe(), offsetMs / MS_PER_MINUTE, lasting(durationMs));
            case Fault.DriftClock(Target target, int percent, long durationMs) ->
                "let the clock of %s run %d%% too %s%s"
                        .formatted(
                                target.describe(),
                                Math.abs(percent),
                                percent > 0 ? "fast" : "slowly",
                                lasting(durationMs));
            case Fault.DiskFull(Target target, long durationMs) ->
                "fill the disk of " + target.describe() + lasting(durationMs);
            case Fault.DiskError(Target target, long durationMs) ->
                "let the disk of " + target.describe() + " fail" + lasting(durationMs);
            case Fault.SlowDisk(Target target, long bytesPerSecond, long durationMs) ->
                "slow the disk of %s down to %d bytes/s%s"
                        .formatted(target.describe(), bytesPerSecond, lasting(durationMs));
            case Fault.BitRot(Target target, Restart restart) ->
                "kill " + target.describe() + " and flip a bit on its disk, " + restart.words();
            case Fault.Recreate(Target target, Restart restart) ->
                "kill " + target.describe() + " and make its container anew, " + restart.words();
            case Fault.WipeDisks(Target target, Restart restart) ->
                "kill " + target.describe() + " and wipe their disks, " + restart.words();
        };
    }

    private static String lasting(long durationMs) {
        return " for %d.%d s".formatted(durationMs / 1000, durationMs % 1000 / 100);
    }
}
