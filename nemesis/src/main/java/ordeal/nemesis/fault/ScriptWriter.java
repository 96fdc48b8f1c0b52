package ordeal.nemesis.fault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.CutResolver;
import ordeal.nemesis.target.ResolvedCut;
import ordeal.nemesis.target.Target;

/**
 * What each fault does, step by step.
 *
 * @param cuts resolves targets and cuts against the cluster as it is now
 * @param seed for actions that draw, such as where a log's tail is cut
 */
public record ScriptWriter(CutResolver cuts, long seed) {
    /** How long a broker has to die of a disk that was full. */
    private static final long SURVIVAL_MS = 1_000;

    /** The fault's script; empty when its targets mean nobody now. */
    public Optional<Script> write(Fault fault) {
        return switch (fault) {
            case Fault.Kill(Target target, Restart restart) ->
                overNodes(target, nodes -> kill(nodes, restart, List.of()));
            case Fault.Start(Target target) -> overNodes(target, ScriptWriter::start);
            case Fault.GracefulRestart(Target target) -> overNodes(target, ScriptWriter::restart);
            case Fault.RollingRestart() -> rollingRestart();
            case Fault.Pause(Target target, long durationMs) -> overNodes(target, nodes -> pause(nodes, durationMs));
            case Fault.Partition(Cut cut, Fault.Partition.Style style, long durationMs) ->
                overLinks(cut, behaviour(style), durationMs);
            case Fault.SlowLink(Cut cut, long delayMs, long jitterMs, long durationMs) ->
                overLinks(cut, new LinkBehaviour.Delay(delayMs, jitterMs), durationMs);
            case Fault.ThrottleLink(Cut cut, long bytesPerSecond, long durationMs) ->
                overLinks(cut, new LinkBehaviour.Throttle(bytesPerSecond), durationMs);
            case Fault.LossyLink(Cut cut, int percent, long durationMs) ->
                overLinks(cut, new LinkBehaviour.Lose(percent), durationMs);
            case Fault.ReorderLink(Cut cut, int percent, long delayMs, long durationMs) ->
                overLinks(cut, new LinkBehaviour.Reorder(percent, delayMs), durationMs);
            case Fault.DuplicateLink(Cut cut, int percent, long durationMs) ->
                overLinks(cut, new LinkBehaviour.Duplicate(percent), durationMs);
            case Fault.CorruptLink(Cut cut, int percent, long durationMs) ->
                overLinks(cut, new LinkBehaviour.Corrupt(percent), durationMs);
            case Fault.HoldLinks(Cut cut) -> hold(cut);
            case Fault.ReleaseLinks(Cut cut, boolean discard) -> release(cut, discard);
            case Fault.MoveController() -> operator(new Action.DeleteController());
            case Fault.SeatController(Target target) ->
                overNodes(target, nodes -> List.of(new Action.SeatController(nodes), new Action.TakenHold()))
                        .map(ScriptWriter::harmingNobody);
            case Fault.PreferredElection() -> operator(new Action.ElectPreferredLeaders());
            case Fault.ExpireSession(Target target) -> overNodes(target, ScriptWriter::expire);
            case Fault.ZookeeperKill(Target target, long downMs) -> overNodes(target, nodes -> killFor(nodes, downMs));
            case Fault.ZookeeperPause(Target target, long durationMs) ->
                overNodes(target, nodes -> pauseUntilBack(nodes, durationMs));
            case Fault.WipeDisk(Target target, Restart restart) ->
                overNodes(target, nodes -> kill(nodes, restart, each(nodes, Action.Wipe::new)));
            case Fault.UnsyncedTailLost(Target target, Restart restart) ->
                overNodes(target, nodes -> kill(nodes, restart, each(nodes, node -> new Action.CutTail(node, seed))));
            case Fault.ShiftClock(Target target, long offsetMs, long durationMs) ->
                wrongClock(target, node -> new Action.ShiftClock(node, offsetMs), durationMs);
            case Fault.LeapClock(Target target, long offsetMs, long durationMs) ->
                wrongClock(target, node -> new Action.ShiftClock(node, offsetMs), durationMs);
            case Fault.DriftClock(Target target, int percent, long durationMs) ->
                wrongClock(target, node -> new Action.DriftClock(node, percent), durationMs);
            case Fault.DiskFull(Target target, long durationMs) -> overNodes(target, nodes -> fill(nodes, durationMs));
            case Fault.DiskError(Target target, long durationMs) -> overNodes(target, nodes -> fail(nodes, durationMs));
            case Fault.SlowDisk(Target target, long bytesPerSecond, long durationMs) ->
                overNodes(target, nodes -> slow(nodes, bytesPerSecond, durationMs));
            case Fault.BitRot(Target target, Restart restart) ->
                overNodes(target, nodes -> kill(nodes, restart, each(nodes, node -> new Action.FlipBit(node, seed))));
            case Fault.Recreate(Target target, Restart restart) ->
                overNodes(target, nodes -> kill(nodes, restart, each(nodes, Action.Recreate::new)));
            case Fault.WipeDisks(Target target, Restart restart) ->
                overNodes(target, nodes -> kill(nodes, restart, each(nodes, Action.Wipe::new)));
        };
    }

    private Optional<Script> overNodes(Target target, Function<List<Node>, List<Action>> actions) {
        List<Node> nodes = cuts.targets().resolve(target);
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> faulty = new HashSet<>();
        nodes.stream().filter(Node::isBroker).forEach(node -> faulty.add(node.id()));
        return Optional.of(new Script(nodes, Set.of(), faulty, faulty.size(), actions.apply(nodes)));
    }

    /** A killed node is dead before its disk is touched, and the fault holds once both are done. */
    private static List<Action> kill(List<Node> nodes, Restart restart, List<Action> disk) {
        List<Action> actions = new ArrayList<>(each(nodes, Action.Kill::new));
        actions.addAll(disk);
        actions.add(new Action.TakenHold());
        switch (restart) {
            case AT_ONCE -> actions.addAll(bringBack(nodes));
            case AFTER_SESSION -> {
                nodes.stream().filter(Node::isBroker).forEach(node -> actions.add(new Action.AwaitSessionGone(node)));
                actions.addAll(bringBack(nodes));
            }
            case LATER -> actions.add(new Action.UntilStarted(nodes));
        }
        return actions;
    }

    private static List<Action> killFor(List<Node> nodes, long downMs) {
        List<Action> actions = new ArrayList<>(each(nodes, Action.Kill::new));
        actions.add(new Action.TakenHold());
        actions.add(new Action.Last(downMs));
        actions.addAll(bringBack(nodes));
        return actions;
    }

    private static List<Action> start(List<Node> nodes) {
        List<Action> actions = new ArrayList<>(bringBack(nodes));
        actions.add(new Action.TakenHold());
        return actions;
    }

    private static List<Action> restart(List<Node> nodes) {
        List<Action> actions = new ArrayList<>(each(nodes, Action.Stop::new));
        actions.addAll(each(nodes, Action.AwaitDeath::new));
        actions.add(new Action.TakenHold());
        actions.addAll(bringBack(nodes));
        return actions;
    }

    private Optional<Script> rollingRestart() {
        List<Node> brokers = cuts.targets().resolve(new Target.AllBrokers());
        List<Action> actions = new ArrayList<>();
        for (Node broker : brokers) {
            actions.add(new Action.Stop(broker));
            actions.add(new Action.AwaitDeath(broker));
            if (broker.equals(brokers.getFirst())) {
                actions.add(new Action.TakenHold());
            }
            actions.addAll(bringBack(List.of(broker)));
            actions.add(new Action.AwaitInSync(broker));
        }
        return Optional.of(new Script(brokers, Set.of(), Set.copyOf(state().brokers()), 1, actions));
    }

    /** Nothing is undone: the broker has to notice and to register anew. */
    private static List<Action> expire(List<Node> nodes) {
        List<Action> actions = new ArrayList<>(each(nodes, Action.ExpireSession::new));
        actions.add(new Action.TakenHold());
        actions.addAll(each(nodes, Action.AwaitBack::new));
        return actions;
    }

    private static List<Action> pause(List<Node> nodes, long durationMs) {
        return lasting(nodes, Action.Pause::new, durationMs, Action.Resume::new);
    }

    /** Servers that go on may have to elect a leader first: the fault is over when ZooKeeper answers. */
    private static List<Action> pauseUntilBack(List<Node> nodes, long durationMs) {
        List<Action> actions = new ArrayList<>(pause(nodes, durationMs));
        actions.addAll(each(nodes, Action.AwaitBack::new));
        return actions;
    }

    private Optional<Script> wrongClock(Target target, Function<Node, Action> wrong, long durationMs) {
        return overNodes(target, nodes -> lasting(nodes, wrong, durationMs, Action.RestoreClock::new));
    }

    private static List<Action> slow(List<Node> nodes, long bytesPerSecond, long durationMs) {
        return lasting(nodes, node -> new Action.SlowDisk(node, bytesPerSecond), durationMs, Action.MendDisk::new);
    }

    /** A broker may live on with a full disk, or die of it; one that has not died a moment after there is room again lives on. */
    private static List<Action> fill(List<Node> nodes, long durationMs) {
        List<Action> actions = new ArrayList<>(lasting(nodes, Action.FillDisk::new, durationMs, Action.MendDisk::new));
        actions.add(new Action.Last(SURVIVAL_MS));
        actions.addAll(each(nodes, Action.Revive::new));
        return actions;
    }

    private static List<Action> fail(List<Node> nodes, long durationMs) {
        List<Action> actions = new ArrayList<>(lasting(nodes, Action.FailDisk::new, durationMs, Action.MendDisk::new));
        actions.addAll(bringBack(nodes));
        return actions;
    }

    /** Something done to each node, that holds for a while and is then undone. */
    private static List<Action> lasting(
            List<Node> nodes, Function<Node, Action> deed, long durationMs, Function<Node, Action> undoing) {
        List<Action> actions = new ArrayList<>(each(nodes, deed));
        actions.add(new Action.TakenHold());
        actions.add(new Action.Last(durationMs));
        actions.addAll(each(nodes, undoing));
        return actions;
    }

    private Optional<Script> overLinks(Cut cut, LinkBehaviour behaviour, long durationMs) {
        return links(
                cut,
                resolved -> List.of(
                        new Action.SetLinks(resolved.links(), behaviour),
                        new Action.ProveLinks(resolved.links()),
                        new Action.TakenHold(),
                        new Action.Last(durationMs),
                        new Action.RestoreLinks()));
    }

    private Optional<Script> hold(Cut cut) {
        return links(
                cut,
                resolved -> List.of(
                        new Action.SetLinks(resolved.links(), new LinkBehaviour.Deaf()),
                        new Action.ProveLinks(resolved.links()),
                        new Action.TakenHold(),
                        new Action.UntilReleased()));
    }

    private Optional<Script> release(Cut cut, boolean discard) {
        return links(
                        cut,
                        resolved -> List.of(new Action.ReleaseLinks(resolved.links(), discard), new Action.TakenHold()))
                .map(ScriptWriter::harmingNobody);
    }

    private static Script harmingNobody(Script script) {
        return new Script(script.targets(), script.links(), Set.of(), 0, script.actions());
    }

    private Optional<Script> links(Cut cut, Function<ResolvedCut, List<Action>> actions) {
        ResolvedCut resolved = cuts.resolve(cut);
        if (resolved.links().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Script(
                resolved.targets(),
                resolved.links(),
                resolved.faulty(),
                resolved.faultyAtOnce(),
                actions.apply(resolved)));
    }

    private Optional<Script> operator(Action action) {
        List<Node> controller = cuts.targets().resolve(new Target.Controller());
        return controller.isEmpty()
                ? Optional.empty()
                : Optional.of(new Script(controller, Set.of(), Set.of(), 0, List.of(action, new Action.TakenHold())));
    }

    private static LinkBehaviour behaviour(Fault.Partition.Style style) {
        return switch (style) {
            case HOLD -> new LinkBehaviour.Hold();
            case RESET -> new LinkBehaviour.Reset();
            case REFUSE -> new LinkBehaviour.Refuse();
            case DEAF -> new LinkBehaviour.Deaf();
        };
    }

    private static List<Action> bringBack(List<Node> nodes) {
        List<Action> actions = new ArrayList<>(each(nodes, Action.Start::new));
        actions.addAll(each(nodes, Action.AwaitBack::new));
        return actions;
    }

    private static List<Action> each(List<Node> nodes, Function<Node, Action> action) {
        return nodes.stream().map(action).toList();
    }

    private ClusterState state() {
        return cuts.targets().state();
    }
}
