package ordeal.nemesis.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Role;

/**
 * Turns selectors into nodes. The same state, random sequence and earlier steps give the same nodes.
 *
 * @param state the cluster now
 * @param random where draws come from
 * @param hitBefore the nodes that earlier steps hit, by their labels
 */
public record TargetResolver(ClusterState state, RandomGenerator random, Map<String, List<Node>> hitBefore) {
    /** The nodes, sorted; empty when the selector means nobody now, such as the leader of a partition that has none. */
    public List<Node> resolve(Target target) {
        return switch (target) {
            case Target.Leader(PartitionRef ref) ->
                brokers(partition(ref).stream().flatMapToInt(p -> stream(p.leader())));
            case Target.InSyncFollower(PartitionRef ref, boolean sparingController) ->
                one(followers(ref, id -> !sparingController || !isController(id)));
            case Target.InSyncFollowers(PartitionRef ref) -> followers(ref, _ -> true);
            case Target.InSyncReplicas(PartitionRef ref) ->
                brokers(partition(ref).stream()
                        .flatMapToInt(p -> p.isr().stream().mapToInt(id -> id)));
            case Target.Assigned(PartitionRef ref, int place) ->
                brokers(partition(ref).stream()
                        .filter(p -> place < p.replicas().size())
                        .mapToInt(p -> p.replicas().get(place)));
            case Target.Controller() -> brokers(stream(state.controller()));
            case Target.NonController() -> one(registered(id -> !isController(id)));
            case Target.ZookeeperLeader() -> nodes(Role.ZOOKEEPER, stream(state.zookeeperLeader()));
            case Target.RandomZookeeper() -> one(nodes(Role.ZOOKEEPER, ids(state.zookeepers())));
            case Target.ZookeeperMajority() -> zookeeperMajority();
            case Target.RandomBroker() -> one(registered(_ -> true));
            case Target.Minority() -> minority();
            case Target.AllBrokers() -> brokers(ids(state.brokers()));
            case Target.Fixed(String name) -> existing(Node.parse(name));
            case Target.HitBy(String step) -> hitBefore.getOrDefault(step, List.of());
        };
    }

    private Optional<ClusterState.PartitionState> partition(PartitionRef ref) {
        return ref.resolve(state, random).map(state::partition);
    }

    private List<Node> followers(PartitionRef ref, Predicate<Integer> wanted) {
        return brokers(partition(ref).stream()
                .flatMap(p -> p.isr().stream().filter(id -> stream(p.leader()).noneMatch(leader -> leader == id)))
                .filter(wanted)
                .mapToInt(id -> id));
    }

    private List<Node> registered(Predicate<Integer> wanted) {
        return brokers(state.registrations().keySet().stream()
                .filter(id -> state.brokers().contains(id))
                .filter(wanted)
                .mapToInt(id -> id));
    }

    private List<Node> minority() {
        List<Node> brokers = brokers(ids(state.brokers()));
        return some(brokers, Math.max(1, (brokers.size() - 1) / 2));
    }

    private List<Node> zookeeperMajority() {
        List<Node> servers = nodes(Role.ZOOKEEPER, ids(state.zookeepers()));
        return some(servers, servers.size() / 2 + 1);
    }

    private List<Node> some(List<Node> candidates, int size) {
        List<Node> drawn = new ArrayList<>(candidates);
        while (drawn.size() > size) {
            drawn.remove(random.nextInt(drawn.size()));
        }
        return drawn;
    }

    private List<Node> existing(Node node) {
        boolean exists = (node.isBroker() ? state.brokers() : state.zookeepers()).contains(node.id());
        return exists ? List.of(node) : List.of();
    }

    private boolean isController(int broker) {
        return stream(state.controller()).anyMatch(controller -> controller == broker);
    }

    private List<Node> one(List<Node> candidates) {
        return candidates.isEmpty() ? List.of() : List.of(candidates.get(random.nextInt(candidates.size())));
    }

    private static IntStream ids(Collection<Integer> ids) {
        return ids.stream().mapToInt(id -> id);
    }

    private static IntStream stream(OptionalInt id) {
        return id.stream();
    }

    private static List<Node> brokers(IntStream ids) {
        return nodes(Role.BROKER, ids);
    }

    private static List<Node> nodes(Role role, IntStream ids) {
        return ids.sorted().mapToObj(id -> new Node(role, id)).toList();
    }
}
