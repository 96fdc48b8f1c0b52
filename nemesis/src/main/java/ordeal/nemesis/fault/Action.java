package ordeal.nemesis.fault;

import java.util.List;
import java.util.Set;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;

/** One step of a fault's script. The runner does it, or waits in it, before it goes to the next. */
public sealed interface Action {
    /** SIGKILL; a receipt. */
    record Kill(Node node) implements Action {}

    /** SIGTERM. */
    record Stop(Node node) implements Action {}

    /** Waits for the end of a stopped process, a receipt; kills it when that takes too long. */
    record AwaitDeath(Node node) implements Action {}

    /** Waits until the dead broker's registration is gone, for a while at most. */
    record AwaitSessionGone(Node node) implements Action {}

    /** Starts the node. */
    record Start(Node node) implements Action {}

    /** Waits until the node serves again (a broker: registered anew), as long as the recovery bound at most; a receipt if it does. */
    record AwaitBack(Node node) implements Action {}

    /** Waits until the broker is in every ISR again, for a while at most. */
    record AwaitInSync(Node node) implements Action {}

    /** SIGSTOP; a receipt. */
    record Pause(Node node) implements Action {}

    /** SIGCONT. */
    record Resume(Node node) implements Action {}

    /** Empties the disk; a receipt and data losses. */
    record Wipe(Node node) implements Action {}

    /** Cuts the unsynced tail; a receipt and data losses. */
    record CutTail(Node node, long seed) implements Action {}

    /** Flips a bit; a receipt and a data loss. */
    record FlipBit(Node node, long seed) implements Action {}

    /** Makes what the dead node ran in anew; a receipt. */
    record Recreate(Node node) implements Action {}

    /** Fills the disk; a receipt. */
    record FillDisk(Node node) implements Action {}

    /** Lets the disk fail; a receipt. */
    record FailDisk(Node node) implements Action {}

    /** Slows the disk down; a receipt. */
    record SlowDisk(Node node, long bytesPerSecond) implements Action {}

    /** Mends the disk; a receipt. A node whose disk fails is killed first. */
    record MendDisk(Node node) implements Action {}

    /** Starts the node whenever it is found dead, until it serves again, for a while at most; a receipt if it does. */
    record Revive(Node node) implements Action {}

    /** Lets the clock run wrong; a receipt. */
    record DriftClock(Node node, int percent) implements Action {}

    /** Shifts the clock; a receipt. */
    record ShiftClock(Node node, long offsetMs) implements Action {}

    /** Restores the clock. */
    record RestoreClock(Node node) implements Action {}

    /** Gives links a behaviour, together with what other faults want of them. */
    record SetLinks(Set<Link> links, LinkBehaviour behaviour) implements Action {}

    /** Asks for proof that the links behave so; a receipt. */
    record ProveLinks(Set<Link> links) implements Action {}

    /** Takes back what this fault wanted of its links. */
    record RestoreLinks() implements Action {}

    /** Takes back what any fault wanted of these links; a receipt. */
    record ReleaseLinks(Set<Link> links, boolean discard) implements Action {}

    /** Makes ZooKeeper end the living broker's session; a receipt. */
    record ExpireSession(Node broker) implements Action {}

    /** Deletes {@code /controller}; a receipt. */
    record DeleteController() implements Action {}

    /** Deletes {@code /controller} whenever it names anybody else, until one of these is controller; a receipt. */
    record SeatController(List<Node> wanted) implements Action {}

    /** Elects preferred leaders; a receipt. */
    record ElectPreferredLeaders() implements Action {}

    /** The fault holds from here on. Without a receipt by now it has failed. */
    record TakenHold() implements Action {}

    /** Waits. */
    record Last(long durationMs) implements Action {}

    /** Waits until another step, or the heal barrier, has started these nodes. */
    record UntilStarted(List<Node> nodes) implements Action {}

    /** Waits until another step, or the heal barrier, has released the links of this fault. */
    record UntilReleased() implements Action {}
}
