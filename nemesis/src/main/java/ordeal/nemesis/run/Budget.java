package ordeal.nemesis.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.nemesis.fault.Script;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.Node;

/**
 * How many brokers may be faulty at once. A broker counts as faulty while a fault that may push it out of an ISR is under way, and
 * afterwards until it is registered (anew, if it was killed or lost its session) and has been in the ISR of all its partitions for a
 * second; a broker that is not in sync for any other reason counts as well.
 */
final class Budget {
    private static final long SETTLED_NANOS = 1_000_000_000L;
    private static final long NOT_YET = -1;

    private final int limit;
    private final NodeLedger nodes;
    private final Map<Integer, Long> recovering = new TreeMap<>();

    Budget(int limit, NodeLedger nodes) {
        this.limit = limit;
        this.nodes = nodes;
    }

    /** These brokers' fault is over; from now on they recover. */
    void recovers(Set<Integer> brokers) {
        brokers.forEach(broker -> recovering.put(broker, NOT_YET));
    }

    /** Looks who has recovered; to be called often. */
    void observe(ClusterState state, long nowNanos) {
        for (Integer broker : List.copyOf(recovering.keySet())) {
            long since = recovering.getOrDefault(broker, NOT_YET);
            if (!healthy(broker, state)) {
                recovering.put(broker, NOT_YET);
            } else if (since == NOT_YET) {
                recovering.put(broker, nowNanos);
            } else if (nowNanos - since >= SETTLED_NANOS) {
                recovering.remove(broker);
            }
        }
    }

    /** Why this fault must wait; empty when it fits beside those under way. A budget of all brokers holds nothing back. */
    Optional<String> objection(Script script, Collection<Script> underWay, ClusterState state) {
        if (script.faultyAtOnce() == 0 || limit >= state.brokers().size()) {
            return Optional.empty();
        }
        Set<Integer> others = faulty(underWay, state);
        if (script.faultyAtOnce() == script.faulty().size()) {
            others.removeAll(script.faulty());
        }
        if (others.size() + script.faultyAtOnce() <= limit) {
            return Optional.empty();
        }
        return Optional.of(
                others.isEmpty()
                        ? "it would make %d brokers faulty at once, the budget is %d"
                                .formatted(script.faultyAtOnce(), limit)
                        : "the budget is %d and %s faulty".formatted(limit, names(others)));
    }

    /** Why a fault that does not keep to the budget must wait: it has the cluster to itself. */
    Optional<String> objectionToExcess(Collection<Script> underWay, ClusterState state) {
        Set<Integer> faulty = faulty(underWay, state);
        return faulty.isEmpty()
                ? Optional.empty()
                : Optional.of("it waits until nobody is faulty, and %s".formatted(names(faulty)));
    }

    /** Ids of the brokers that are faulty now. */
    Set<Integer> faulty(Collection<Script> underWay, ClusterState state) {
        Set<Integer> faulty = new TreeSet<>(recovering.keySet());
        underWay.forEach(script -> faulty.addAll(script.faulty()));
        state.brokers().stream().filter(broker -> !state.inSync(broker)).forEach(faulty::add);
        return faulty;
    }

    private boolean healthy(int broker, ClusterState state) {
        Node node = Node.broker(broker);
        Long registration = state.registrations().get(broker);
        return state.current()
                && !nodes.isOut(node)
                && registration != null
                && nodes.isNewRegistration(node, registration)
                && state.inSync(broker);
    }

    private static String names(Set<Integer> brokers) {
        List<String> names = new ArrayList<>();
        brokers.forEach(broker -> names.add(Node.broker(broker).name()));
        return String.join(", ", names) + (names.size() == 1 ? " is" : " are");
    }
}
