package ordeal.nemesis.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ordeal.nemesis.fault.Action;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.NemesisClock;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.ProcessControl;
import ordeal.nemesis.port.Receipt;

/** Does the actions of scripts, one at a time, through the ports. */
final class ActionPerformer {
    private static final long DEATH_LIMIT_MS = 15_000;
    private static final long SESSION_LIMIT_MS = 20_000;
    private static final long IN_SYNC_LIMIT_MS = 60_000;
    private static final long SEAT_LIMIT_MS = 30_000;
    private static final long NANOS_PER_MS = 1_000_000;

    private final ClusterControl cluster;
    private final NemesisClock clock;
    private final NodeLedger nodes;
    private final LinkLedger links;
    private final long backBoundMs;

    /**
     * The performer of a run.
     *
     * @param backBoundMs how long a node that was started is waited for
     */
    ActionPerformer(ClusterControl cluster, NemesisClock clock, NodeLedger nodes, LinkLedger links, long backBoundMs) {
        this.cluster = cluster;
        this.clock = clock;
        this.nodes = nodes;
        this.links = links;
        this.backBoundMs = backBoundMs;
    }

    /**
     * Does an action of a fault, or looks whether what it waits for has come.
     *
     * @return whether the action is over
     * @throws InjectionException when it did not work, or nothing proves that it did
     */
    boolean perform(ActiveFault fault, Action action) throws InterruptedException {
        return switch (action) {
            case Action.Kill(Node node) -> done(() -> kill(fault, node));
            case Action.Stop(Node node) -> done(() -> stop(node));
            case Action.Start(Node node) -> done(() -> start(node));
            case Action.Pause(Node node) -> done(() -> pause(fault, node));
            case Action.Resume(Node node) -> done(() -> resume(node));
            case Action.Wipe(Node node) ->
                done(() -> fault.lost(node, cluster.disks().wipe(node.id()), clock.nowNanos()));
            case Action.CutTail(Node node, long seed) ->
                done(() -> fault.lost(node, cluster.disks().cutUnsyncedTail(node.id(), seed), clock.nowNanos()));
            case Action.FlipBit(Node node, long seed) ->
                done(() -> fault.lost(node, cluster.disks().flipBit(node.id(), seed), clock.nowNanos()));
            case Action.Recreate(Node node) ->
                done(() -> fault.proven(cluster.processes().recreate(node)));
            case Action.FillDisk(Node node) -> done(() -> fillDisk(fault, node));
            case Action.FailDisk(Node node) -> done(() -> failDisk(fault, node));
            case Action.SlowDisk(Node node, long bytesPerSecond) -> done(() -> slowDisk(fault, node, bytesPerSecond));
            case Action.MendDisk(Node node) -> done(() -> fault.lost(node, mendDisk(node), clock.nowNanos()));
            case Action.Revive(Node node) -> isRevived(fault, node) || waitedMs(fault) >= backBoundMs;
            case Action.DriftClock(Node node, int percent) -> done(() -> driftClock(fault, node, percent));
            case Action.ShiftClock(Node node, long offsetMs) -> done(() -> shiftClock(fault, node, offsetMs));
            case Action.RestoreClock(Node node) -> done(() -> restoreClock(node));
            case Action.SetLinks set -> done(() -> links.set(fault.id(), set.links(), set.behaviour()));
            case Action.ProveLinks(Set<Link> proven) -> done(() -> prove(fault, proven));
            case Action.RestoreLinks() -> done(() -> links.restore(fault.id()));
            case Action.ReleaseLinks(Set<Link> released, boolean discard) ->
                done(() -> release(fault, released, discard));
            case Action.ExpireSession(Node broker) -> done(() -> expireSession(fault, broker));
            case Action.DeleteController() ->
                done(() -> fault.proven(cluster.operator().deleteController()));
            case Action.SeatController(List<Node> wanted) -> isSeated(fault, wanted);
            case Action.ElectPreferredLeaders() ->
                done(() -> fault.proven(cluster.operator().electPreferredLeaders()));
            case Action.TakenHold() -> done(() -> takenHold(fault));
            case Action.AwaitDeath(Node node) -> isDead(fault, node);
            case Action.AwaitSessionGone(Node node) -> isSessionGone(node) || waitedMs(fault) >= SESSION_LIMIT_MS;
            case Action.AwaitBack(Node node) -> isBack(fault, node) || waitedMs(fault) >= backBoundMs;
            case Action.AwaitInSync(Node node) -> isInSync(node) || waitedMs(fault) >= IN_SYNC_LIMIT_MS;
            case Action.Last(long durationMs) -> waitedMs(fault) >= durationMs;
            case Action.UntilStarted(var started) -> started.stream().noneMatch(nodes::isDown);
            case Action.UntilReleased() -> !links.holds(fault.id());
        };
    }

    /** Undoes what a fault's actions may have done, those it did not come to as well. */
    void undo(ActiveFault fault) throws InterruptedException {
        for (Node node : fault.script().targets()) {
            if (nodes.paused().contains(node)) {
                resume(node);
            }
            if (nodes.isDiskSpoilt(node)) {
                fault.lost(node, mendDisk(node), clock.nowNanos());
                noteDeath(node);
            }
            if (nodes.isDown(node)) {
                start(node);
            }
            if (nodes.clockShifted().contains(node)) {
                restoreClock(node);
            }
        }
        links.restore(fault.id());
    }

    void start(Node node) throws InterruptedException {
        cluster.processes().start(node);
        nodes.started(node);
    }

    void resume(Node node) throws InterruptedException {
        cluster.processes().resume(node);
        nodes.resumed(node);
    }

    void restoreClock(Node node) throws InterruptedException {
        cluster.clocks().restore(node);
        nodes.clockRestored(node);
    }

    /** Mends a node's disk. One whose disk fails is killed first, unless it died of that: nothing else makes it let go of the disk. */
    DiskLoss mendDisk(Node node) throws InterruptedException {
        if (nodes.diskFails(node)) {
            nodes.goesDown(node, registration(node));
            if (cluster.processes().death(node).isEmpty()) {
                cluster.processes().kill(node);
            }
        }
        DiskLoss loss = cluster.disks().mend(node.id());
        nodes.diskMended(node);
        return loss;
    }

    /** Notes when a node has died of what was done to it, so that it is started again. */
    void noteDeath(Node node) throws InterruptedException {
        if (!nodes.isDown(node) && cluster.processes().death(node).isPresent()) {
            nodes.goesDown(node, registration(node));
        }
    }

    private void fillDisk(ActiveFault fault, Node node) throws InterruptedException {
        nodes.spoilingDisk(node);
        fault.proven(cluster.disks().fill(node.id()));
    }

    private void failDisk(ActiveFault fault, Node node) throws InterruptedException {
        nodes.failingDisk(node);
        fault.proven(cluster.disks().fail(node.id()));
    }

    private void slowDisk(ActiveFault fault, Node node, long bytesPerSecond) throws InterruptedException {
        nodes.spoilingDisk(node);
        fault.proven(cluster.disks().slow(node.id(), bytesPerSecond));
    }

    private boolean isRevived(ActiveFault fault, Node node) throws InterruptedException {
        noteDeath(node);
        if (nodes.isDown(node)) {
            start(node);
            return false;
        }
        return isBack(fault, node);
    }

    private void driftClock(ActiveFault fault, Node node, int percent) throws InterruptedException {
        nodes.shiftingClock(node);
        fault.proven(cluster.clocks().drift(node, percent));
    }

    private void kill(ActiveFault fault, Node node) throws InterruptedException {
        nodes.goesDown(node, registration(node));
        fault.proven(cluster.processes().kill(node));
    }

    private void expireSession(ActiveFault fault, Node broker) throws InterruptedException {
        nodes.losesSession(broker, registration(broker));
        fault.proven(cluster.operator().expireSession(broker.id()));
    }

    private void stop(Node node) throws InterruptedException {
        nodes.goesDown(node, registration(node));
        cluster.processes().stop(node);
    }

    private void pause(ActiveFault fault, Node node) throws InterruptedException {
        nodes.pausing(node);
        fault.proven(cluster.processes().pause(node));
    }

    private void shiftClock(ActiveFault fault, Node node, long offsetMs) throws InterruptedException {
        nodes.shiftingClock(node);
        fault.proven(cluster.clocks().shift(node, offsetMs));
    }

    /** Links of a node that the nemesis has killed carry nothing, and prove nothing. */
    private void prove(ActiveFault fault, Set<Link> wanted) throws InterruptedException {
        Set<String> dead = nodes.down().stream().map(Node::name).collect(Collectors.toSet());
        Set<Link> provable = wanted.stream()
                .filter(link -> !dead.contains(link.dialler()) && !dead.contains(link.server()))
                .collect(Collectors.toSet());
        if (!provable.isEmpty()) {
            fault.proven(cluster.network().receipt(provable));
        }
    }

    private void release(ActiveFault fault, Set<Link> released, boolean discard) throws InterruptedException {
        long heldBytes = cluster.network().heldBytes(released);
        links.release(released, discard);
        fault.proven(new Receipt("%d links held %d bytes, which were %s"
                .formatted(released.size(), heldBytes, discard ? "discarded" : "delivered")));
    }

    private void takenHold(ActiveFault fault) {
        if (!fault.isProven()) {
            throw new InjectionException("nothing proves that it took hold");
        }
        fault.takenHold(clock.nowNanos());
    }

    private boolean isDead(ActiveFault fault, Node node) throws InterruptedException {
        ProcessControl processes = cluster.processes();
        Optional<Receipt> death = processes.death(node);
        if (death.isPresent()) {
            fault.proven(death.get());
            return true;
        }
        if (waitedMs(fault) < DEATH_LIMIT_MS) {
            return false;
        }
        fault.proven(processes.kill(node));
        return true;
    }

    private boolean isSessionGone(Node node) {
        ClusterState state = state();
        return state.current() && !state.registered(node.id());
    }

    private boolean isBack(ActiveFault fault, Node node) throws InterruptedException {
        ClusterState state = state();
        if (!state.current() || cluster.processes().death(node).isPresent()) {
            return false;
        }
        if (!node.isBroker()) {
            fault.proven(new Receipt(node.name() + " lives again and ZooKeeper answers"));
            return true;
        }
        Long registration = state.registrations().get(node.id());
        if (registration == null || !nodes.isNewRegistration(node, registration)) {
            return false;
        }
        fault.proven(new Receipt("%s is registered with czxid 0x%x".formatted(node.name(), registration)));
        return true;
    }

    /** Looks who is controller, and has another one elected when it is nobody who is wanted, and may be moved. */
    private boolean isSeated(ActiveFault fault, List<Node> wanted) throws InterruptedException {
        ClusterState state = state();
        if (state.current() && state.controller().isPresent()) {
            Node controller = Node.broker(state.controller().getAsInt());
            if (wanted.contains(controller)) {
                fault.proven(new Receipt(controller.name() + " is controller"));
                return true;
            }
            if (cluster.operator().reasonToLeaveController().isEmpty()) {
                cluster.operator().deleteController();
            }
        }
        if (waitedMs(fault) >= SEAT_LIMIT_MS) {
            throw new InjectionException("none of %s was elected within %d ms".formatted(wanted, SEAT_LIMIT_MS));
        }
        return false;
    }

    private boolean isInSync(Node node) {
        ClusterState state = state();
        return state.current() && state.inSync(node.id());
    }

    private Optional<Long> registration(Node node) {
        return node.isBroker() ? Optional.ofNullable(state().registrations().get(node.id())) : Optional.empty();
    }

    private ClusterState state() {
        return cluster.view().now();
    }

    private long waitedMs(ActiveFault fault) {
        return fault.waitedNanos(clock.nowNanos()) / NANOS_PER_MS;
    }

    private static boolean done(Deed deed) throws InterruptedException {
        deed.perform();
        return true;
    }

    /** Something that is over when it returns. */
    @FunctionalInterface
    private interface Deed {
        void perform() throws InterruptedException;
    }
}
