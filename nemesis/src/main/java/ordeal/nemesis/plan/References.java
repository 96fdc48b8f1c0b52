package ordeal.nemesis.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;

/** The steps that a step refers to: by what makes it begin, by whom it hits, by which links it touches. */
final class References {
    private References() {}

    /** Their labels. */
    static Set<String> of(Step step) {
        Set<String> labels = new LinkedHashSet<>(of(step.trigger()));
        labels.addAll(of(step.fault()));
        return labels;
    }

    private static List<String> of(Trigger trigger) {
        return switch (trigger) {
            case Trigger.After(String step, long _) -> List.of(step);
            case Trigger.BytesHeld(String step, long _) -> List.of(step);
            case Trigger.LeaderIs(var _, Target target) -> of(target);
            case Trigger.IsrWithout(var _, Target target) -> of(target);
            case Trigger.IsrWith(var _, Target target) -> of(target);
            case Trigger.SessionGone(Target target) -> of(target);
            case Trigger.At _, Trigger.LeaderChanged _, Trigger.IsrSize _ -> List.of();
        };
    }

    private static List<String> of(Fault fault) {
        return switch (fault) {
            case Fault.Kill kill -> of(kill.target());
            case Fault.Start start -> of(start.target());
            case Fault.GracefulRestart restart -> of(restart.target());
            case Fault.Pause pause -> of(pause.target());
            case Fault.Partition partition -> of(partition.cut());
            case Fault.SlowLink slow -> of(slow.cut());
            case Fault.ThrottleLink throttle -> of(throttle.cut());
            case Fault.LossyLink lossy -> of(lossy.cut());
            case Fault.ReorderLink reorder -> of(reorder.cut());
            case Fault.DuplicateLink duplicate -> of(duplicate.cut());
            case Fault.CorruptLink corrupt -> of(corrupt.cut());
            case Fault.HoldLinks hold -> of(hold.cut());
            case Fault.ReleaseLinks release -> of(release.cut());
            case Fault.SeatController seat -> of(seat.target());
            case Fault.ExpireSession expire -> of(expire.target());
            case Fault.ZookeeperKill kill -> of(kill.target());
            case Fault.ZookeeperPause pause -> of(pause.target());
            case Fault.WipeDisk wipe -> of(wipe.target());
            case Fault.UnsyncedTailLost tail -> of(tail.target());
            case Fault.ShiftClock shift -> of(shift.target());
            case Fault.LeapClock leap -> of(leap.target());
            case Fault.DriftClock drift -> of(drift.target());
            case Fault.DiskFull full -> of(full.target());
            case Fault.DiskError error -> of(error.target());
            case Fault.SlowDisk slow -> of(slow.target());
            case Fault.BitRot rot -> of(rot.target());
            case Fault.Recreate recreate -> of(recreate.target());
            case Fault.WipeDisks wipe -> of(wipe.target());
            case Fault.RollingRestart _, Fault.MoveController _, Fault.PreferredElection _ -> List.of();
        };
    }

    private static List<String> of(Cut cut) {
        return switch (cut) {
            case Cut.TouchedBy(String step) -> List.of(step);
            case Cut.Isolate(Target target, var _) -> of(target);
            case Cut.OneWay(Target from, Target to) -> both(from, to);
            case Cut.Dialled(Target dialler, Target server, var _) -> both(dialler, server);
            case Cut.ClientAnswers(Target target) -> of(target);
            case Cut.Halves _, Cut.MajorityRing _, Cut.Bridge _ -> List.of();
        };
    }

    private static List<String> of(Target target) {
        return switch (target) {
            case Target.HitBy(String step) -> List.of(step);
            case Target.Leader _,
                    Target.InSyncFollower _,
                    Target.InSyncFollowers _,
                    Target.InSyncReplicas _,
                    Target.Assigned _,
                    Target.Controller _,
                    Target.NonController _,
                    Target.ZookeeperLeader _,
                    Target.RandomZookeeper _,
                    Target.ZookeeperMajority _,
                    Target.RandomBroker _,
                    Target.Minority _,
                    Target.AllBrokers _,
                    Target.Fixed _ -> List.of();
        };
    }

    private static List<String> both(Target one, Target other) {
        return Stream.concat(of(one).stream(), of(other).stream()).toList();
    }
}
