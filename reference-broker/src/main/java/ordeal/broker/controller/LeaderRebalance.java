package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.coordination.PartitionState;
import org.apache.kafka.common.TopicPartition;

/** Gives leaderships back to the preferred leaders when too many of a broker's have gone elsewhere. */
final class LeaderRebalance {
    private static final long FIRST_CHECK_MS = 5_000;

    private final ControllerTerm term;
    private final ClusterView view;
    private final LeaderChanges leaders;
    private final BrokerConfig.Controller settings;

    LeaderRebalance(ControllerTerm term, LeaderChanges leaders) {
        this.term = term;
        this.view = term.view();
        this.leaders = leaders;
        this.settings = term.environment().config().controller();
    }

    /** Begins to check from time to time, when that is wanted at all. */
    void start() {
        if (settings.autoLeaderRebalance()) {
            term.after(FIRST_CHECK_MS, this::check);
        }
    }

    private void check() {
        term.events().add("rebalance leaders", this::rebalance);
        term.after(settings.imbalanceCheckIntervalMs(), this::check);
    }

    private CompletableFuture<Void> rebalance() {
        List<TopicPartition> back = new ArrayList<>();
        for (int broker : view.online()) {
            List<TopicPartition> preferring = view.partitions().stream()
                    .filter(partition -> view.replicas(partition).getFirst() == broker)
                    .toList();
            List<TopicPartition> elsewhere = preferring.stream()
                    .filter(partition -> leader(partition) != broker)
                    .toList();
            if (elsewhere.size() * 100L > (long) preferring.size() * settings.imbalancePerBrokerPercentage()) {
                back.addAll(elsewhere);
            }
        }
        return leaders.preferred(back, "leaders rebalanced").thenApply(_ -> null);
    }

    private int leader(TopicPartition partition) {
        return view.state(partition).map(PartitionState::leader).orElse(PartitionState.NO_LEADER);
    }
}
