package ordeal.checker.zookeeper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ordeal.checker.Partition;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterReplay.Since;

/** The outcome of a {@link ClusterReplay}. */
final class ReplayedTimeline implements ClusterTimeline {
    private final List<LoggedTransaction> transactions;
    private final Map<Partition, List<PartitionState>> states;
    private final Map<Partition, List<Since<List<Integer>>>> assignments;
    private final Map<String, List<Since<Optional<Boolean>>>> unclean;
    private final List<Registration> registrations;
    private final List<ControllerTerm> controllers;
    private final RunDescription run;

    ReplayedTimeline(
            List<LoggedTransaction> transactions,
            Map<Partition, List<PartitionState>> states,
            Map<Partition, List<Since<List<Integer>>>> assignments,
            Map<String, List<Since<Optional<Boolean>>>> unclean,
            List<Registration> registrations,
            List<ControllerTerm> controllers,
            RunDescription run) {
        this.transactions = transactions;
        this.states = states;
        this.assignments = assignments;
        this.unclean = unclean;
        this.registrations = List.copyOf(registrations);
        this.controllers = List.copyOf(controllers);
        this.run = run;
    }

    @Override
    public List<PartitionState> states(Partition partition) {
        return states.getOrDefault(partition, List.of());
    }

    @Override
    public Map<Partition, List<Integer>> assignments() {
        Map<Partition, List<Integer>> created = new LinkedHashMap<>();
        assignments.forEach(
                (partition, values) -> created.put(partition, values.getFirst().value()));
        return created;
    }

    @Override
    public List<Integer> replicasAt(Partition partition, long zxid) {
        return at(assignments.getOrDefault(partition, List.of()), zxid).orElse(List.of());
    }

    @Override
    public List<Registration> registrations() {
        return registrations;
    }

    @Override
    public List<ControllerTerm> controllers() {
        return controllers;
    }

    @Override
    public boolean uncleanElectionAllowed(Partition partition, long zxid) {
        return at(unclean.getOrDefault(partition.topic(), List.of()), zxid)
                .flatMap(Function.identity())
                .orElseGet(() -> uncleanByDefault(partition));
    }

    private boolean uncleanByDefault(Partition partition) {
        boolean byBroker = Boolean.parseBoolean(run.cluster().brokerProperties().get("unclean.leader.election.enable"));
        return byBroker
                || run.topics().stream()
                        .anyMatch(topic -> topic.name().equals(partition.topic()) && topic.uncleanLeaderElection());
    }

    @Override
    public Optional<List<LoggedTransaction>> transactions() {
        return Optional.of(transactions);
    }

    @Override
    public long lastZxid() {
        return transactions.getLast().zxid();
    }

    @Override
    public long transactionCount() {
        return transactions.size();
    }

    private static <T> Optional<T> at(List<Since<T>> values, long zxid) {
        Optional<T> found = Optional.empty();
        for (Since<T> value : values) {
            if (value.zxid() <= zxid) {
                found = Optional.of(value.value());
            }
        }
        return found;
    }
}
