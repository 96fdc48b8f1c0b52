package ordeal.broker.controller;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import ordeal.broker.controller.ControllerElection.Won;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.ZnodePaths;
import org.apache.kafka.common.TopicPartition;

/** Everything a controller does in one term, put together for it. */
final class ActiveController {
    private final ControllerTerm term;
    private final LeaderChanges leaders;
    private final TopicDeletion deletion;
    private final BrokerChanges brokers;
    private final TopicChanges topics;

    /** How events of a term get into the controller's queue. */
    interface Queueing {
        /** Queues an event for as long as the controller is this one. */
        void add(ActiveController controller, String name, Supplier<CompletableFuture<Void>> handler);
    }

    ActiveController(
            ControllerEnvironment environment,
            PatientSession session,
            Won won,
            Function<String, CompletableFuture<Void>> watch,
            Queueing queueing) {
        ControllerTerm.Events events = new ControllerTerm.Events() {
            @Override
            public void add(String name, Supplier<CompletableFuture<Void>> handler) {
                queueing.add(ActiveController.this, name, handler);
            }

            @Override
            public CompletableFuture<Void> watch(String path) {
                return watch.apply(path);
            }
        };
        this.term = new ControllerTerm(environment, session, events, won.epoch(), won.epochVersion());
        this.leaders = new LeaderChanges(term);
        this.deletion = new TopicDeletion(term, leaders);
        this.brokers = new BrokerChanges(term, leaders, deletion);
        this.topics = new TopicChanges(term, leaders);
    }

    ControllerTerm term() {
        return term;
    }

    /** Takes over: reads everything, tells everybody, puts right what is wrong. */
    CompletableFuture<Void> failover() {
        return new Failover(term, leaders, brokers, topics, deletion)
                .run()
                .thenRun(() -> new LeaderRebalance(term, leaders).start());
    }

    /** A watched znode has changed. */
    CompletableFuture<Void> onChange(String path) {
        if (path.equals(ZnodePaths.BROKER_IDS)) {
            return brokers.refresh();
        }
        if (path.equals(ZnodePaths.TOPICS)) {
            return topics.refresh();
        }
        if (path.equals(ZnodePaths.DELETE_TOPICS)) {
            return deletion.refresh();
        }
        String parent = ZnodePaths.TOPICS + "/";
        if (!path.startsWith(parent)) {
            throw new IllegalStateException("a change of " + path + ", which was not to be watched");
        }
        return topics.refresh(path.substring(parent.length()));
    }

    /** Elects for the partitions of a topic that are without a leader. */
    CompletableFuture<Void> settle(String topic) {
        return term.view().toBeDeleted(topic)
                ? CompletableFuture.completedFuture(null)
                : leaders.settle(
                        term.view().partitions(topic).stream()
                                .filter((TopicPartition partition) ->
                                        !term.view().led(partition))
                                .toList(),
                        "unclean election allowed");
    }

    IsrChanges isrChanges() {
        return new IsrChanges(term);
    }

    ControlledShutdowns shutdowns() {
        return new ControlledShutdowns(term, leaders);
    }

    TopicCreation creation() {
        return new TopicCreation(term, topics, leaders);
    }

    DeletionRequests deletionRequests() {
        return new DeletionRequests(term, deletion);
    }

    AdminElections adminElections() {
        return new AdminElections(term, leaders);
    }
}
