package ordeal.nemesis.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ordeal.nemesis.fault.Action;
import ordeal.nemesis.fault.Script;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultStatus;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;
import org.jspecify.annotations.Nullable;

/** A fault under way: how far its script has come, and what it has to show for it. */
final class ActiveFault {
    private static final long NOT_YET = -1;

    private final int id;
    private final Step step;
    private final Script script;
    private final long plannedNanos;
    private final Deque<Action> ahead;
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<FaultEvent.DataLoss> losses = new ArrayList<>();
    private long actionSinceNanos = NOT_YET;
    private long injectedNanos = NOT_YET;
    private long healedNanos = NOT_YET;

    ActiveFault(int id, Step step, Script script, long plannedNanos) {
        this.id = id;
        this.step = step;
        this.script = script;
        this.plannedNanos = plannedNanos;
        this.ahead = new ArrayDeque<>(script.actions());
    }

    int id() {
        return id;
    }

    Step step() {
        return step;
    }

    Script script() {
        return script;
    }

    /** What is to be done next; empty when the script has come to its end. */
    Optional<Action> next() {
        return Optional.ofNullable(ahead.peekFirst());
    }

    /** How long its present action has been waiting, counting from the first call. */
    long waitedNanos(long nowNanos) {
        if (actionSinceNanos == NOT_YET) {
            actionSinceNanos = nowNanos;
        }
        return nowNanos - actionSinceNanos;
    }

    void actionDone() {
        ahead.removeFirst();
        actionSinceNanos = NOT_YET;
    }

    /** Whether it waits for another step, or the heal barrier, to undo it. */
    boolean isOpenEnded() {
        Action action = ahead.peekFirst();
        return action instanceof Action.UntilStarted || action instanceof Action.UntilReleased;
    }

    void proven(Receipt receipt) {
        receipts.add(receipt);
    }

    void lost(Node broker, DiskLoss loss, long nowNanos) {
        receipts.add(loss.receipt());
        for (DiskLoss.PartitionLoss partition : loss.partitions()) {
            losses.add(new FaultEvent.DataLoss(
                    broker.id(), partition.partition(), partition.firstOffset(), partition.lostBytes(), nowNanos));
        }
    }

    boolean isProven() {
        return !receipts.isEmpty();
    }

    void takenHold(long nowNanos) {
        injectedNanos = nowNanos;
    }

    boolean hasTakenHold() {
        return injectedNanos != NOT_YET;
    }

    void healed(long nowNanos) {
        healedNanos = nowNanos;
    }

    String describe() {
        return step.fault().describe() + ": "
                + script.targets().stream().map(Node::name).collect(Collectors.joining(", "));
    }

    FaultEvent event(FaultStatus status, @Nullable String reason) {
        return new FaultEvent(
                id,
                step.fault().kind().kebab(),
                describe(),
                status,
                script.targets().stream().map(Node::name).toList(),
                plannedNanos,
                injectedNanos,
                healedNanos,
                receipts,
                losses,
                heldLinks(),
                reason);
    }

    private List<Link> heldLinks() {
        return script.actions().stream()
                .filter(Action.SetLinks.class::isInstance)
                .map(Action.SetLinks.class::cast)
                .filter(set -> keepsBack(set.behaviour()))
                .flatMap(set -> set.links().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean keepsBack(LinkBehaviour behaviour) {
        return switch (behaviour) {
            case LinkBehaviour.Hold _, LinkBehaviour.Deaf _ -> true;
            case LinkBehaviour.Pass _,
                    LinkBehaviour.Lose _,
                    LinkBehaviour.Reorder _,
                    LinkBehaviour.Duplicate _,
                    LinkBehaviour.Corrupt _,
                    LinkBehaviour.Delay _,
                    LinkBehaviour.Throttle _,
                    LinkBehaviour.Reset _,
                    LinkBehaviour.Refuse _ -> false;
        };
    }
}
