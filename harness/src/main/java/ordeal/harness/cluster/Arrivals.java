package ordeal.harness.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.ClusterView;
import ordeal.nemesis.port.Node;

/** Whether nodes have arrived in their cluster since they were started, as ZooKeeper shows it. Used by several threads. */
public final class Arrivals {
    private static final long POLL_MS = 50;

    private final ClusterPlan plan;
    private final ClusterView view;
    private final Map<Node, Long> registrationAtStart = new ConcurrentHashMap<>();

    /** The arrivals of a cluster's nodes. */
    public Arrivals(ClusterPlan plan, ClusterView view) {
        this.plan = plan;
        this.view = view;
    }

    /** A node is about to be started: a registration that it has now is its last process's. */
    public void starting(Node node) {
        registrationAtStart.put(node, registration(node));
    }

    /** A broker has arrived when it has registered since it was started; a ZooKeeper server as soon as it lives. */
    public boolean arrived(Node node) {
        long registration = registration(node);
        return !node.isBroker() || (registration != 0 && registration != registrationAtStart.getOrDefault(node, 0L));
    }

    private long registration(Node node) {
        return node.isBroker() ? view.now().registrations().getOrDefault(node.id(), 0L) : 0;
    }

    /**
     * Waits until all brokers are registered and a controller is elected.
     *
     * @param deaths nodes that ended without having been asked to: nobody need wait any longer
     * @param logs where to look when it fails, in words
     */
    public void awaitAll(Duration timeout, Supplier<List<String>> deaths, String logs)
            throws ClusterException, InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (true) {
            ClusterState state = view.now();
            if (state.current()
                    && state.registrations().keySet().equals(plan.brokers())
                    && state.controller().isPresent()) {
                return;
            }
            List<String> dead = deaths.get();
            if (!dead.isEmpty() || System.nanoTime() - deadlineNanos > 0) {
                throw new ClusterException(
                        "The cluster did not come up within %d s: brokers registered: %s, controller: %s%s. %s"
                                .formatted(
                                        timeout.toSeconds(),
                                        state.registrations().keySet(),
                                        state.controller().isPresent()
                                                ? state.controller().getAsInt()
                                                : "none",
                                        dead.isEmpty() ? "" : "; " + String.join("; ", dead),
                                        logs));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }
}
