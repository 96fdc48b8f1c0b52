package ordeal.nemesis.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.ClusterState.PartitionState;
import ordeal.nemesis.port.NetworkControl;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;
import ordeal.nemesis.target.TargetResolver;

/**
 * Whether a trigger fires now.
 *
 * @param resolver the cluster as it is now
 * @param armedState the cluster when the trigger was armed
 * @param memory what earlier steps hit
 * @param network asked for held bytes
 * @param nowNanos the time
 * @param planStartNanos when the plan began
 */
record TriggerWatch(
        TargetResolver resolver,
        ClusterState armedState,
        Memory memory,
        NetworkControl network,
        long nowNanos,
        long planStartNanos) {
    private static final long NANOS_PER_MS = 1_000_000;

    /** What is seen of a cluster whose ZooKeeper does not answer fires nothing. */
    boolean fires(Trigger trigger) throws InterruptedException {
        boolean current = resolver.state().current();
        return switch (trigger) {
            case Trigger.At(long atMs) -> nowNanos >= planStartNanos + atMs * NANOS_PER_MS;
            case Trigger.After(String step, long delayMs) ->
                memory.heldSinceNanos(step).stream().anyMatch(since -> nowNanos >= since + delayMs * NANOS_PER_MS);
            case Trigger.LeaderIs(PartitionRef ref, Target target) -> current && isLedBy(ref, target);
            case Trigger.LeaderChanged(PartitionRef ref) -> current && hasNewLeader(ref);
            case Trigger.IsrSize(PartitionRef ref, int size) ->
                current && partition(ref).filter(p -> p.isr().size() == size).isPresent();
            case Trigger.IsrWithout(PartitionRef ref, Target target) -> current && isrIsWithout(ref, target);
            case Trigger.IsrWith(PartitionRef ref, Target target) -> current && isrIsWith(ref, target);
            case Trigger.SessionGone(Target target) -> current && isGone(target);
            case Trigger.BytesHeld(String step, long minBytes) ->
                network.heldBytes(memory.links().getOrDefault(step, Set.of())) >= minBytes;
        };
    }

    /** Why it will never fire; empty when it may. */
    Optional<String> hopeless(Trigger trigger) {
        String step = switch (trigger) {
            case Trigger.After after -> after.step();
            case Trigger.BytesHeld held -> held.step();
            case Trigger.At _,
                    Trigger.LeaderIs _,
                    Trigger.LeaderChanged _,
                    Trigger.IsrSize _,
                    Trigger.IsrWithout _,
                    Trigger.IsrWith _,
                    Trigger.SessionGone _ -> "";
        };
        return memory.isGivenUp(step) ? Optional.of("step '%s' was not injected".formatted(step)) : Optional.empty();
    }

    private boolean isLedBy(PartitionRef ref, Target target) {
        List<Node> wanted = resolver.resolve(target);
        return partition(ref).stream()
                .flatMapToInt(p -> p.leader().stream())
                .anyMatch(leader -> wanted.contains(Node.broker(leader)));
    }

    private boolean hasNewLeader(PartitionRef ref) {
        return ref.resolve(resolver.state(), resolver.random())
                .filter(name -> {
                    PartitionState now = resolver.state().partition(name);
                    return now.leader().isPresent()
                            && now.leaderEpoch() > armedState.partition(name).leaderEpoch();
                })
                .isPresent();
    }

    private boolean isrIsWithout(PartitionRef ref, Target target) {
        List<Node> unwanted = resolver.resolve(target);
        return !unwanted.isEmpty()
                && partition(ref)
                        .filter(p -> unwanted.stream().noneMatch(node -> p.isr().contains(node.id())))
                        .isPresent();
    }

    private boolean isrIsWith(PartitionRef ref, Target target) {
        List<Node> wanted = resolver.resolve(target);
        return !wanted.isEmpty()
                && partition(ref)
                        .filter(p -> wanted.stream().allMatch(node -> p.isr().contains(node.id())))
                        .isPresent();
    }

    private boolean isGone(Target target) {
        List<Node> nodes = resolver.resolve(target);
        return !nodes.isEmpty()
                && nodes.stream().noneMatch(node -> resolver.state().registered(node.id()));
    }

    private Optional<PartitionState> partition(PartitionRef ref) {
        return ref.resolve(resolver.state(), resolver.random()).map(resolver.state()::partition);
    }
}
