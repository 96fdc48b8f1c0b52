package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.Partition;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.ControllerTerm;
import ordeal.checker.zookeeper.LoggedTransaction;
import ordeal.checker.zookeeper.Operation;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.Registration;
import ordeal.checker.zookeeper.RunDescriptions;

/** A timeline of partition t-0 on brokers 1, 2 and 3, which are registered throughout unless said otherwise. */
final class FakeTimeline implements ClusterTimeline {
    private static final Partition PARTITION = new Partition("t", 0);
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final List<PartitionState> states = new ArrayList<>();
    private final List<Registration> registrations =
            new ArrayList<>(List.of(registration(1, 1), registration(2, 2), registration(3, 3)));
    private final List<LoggedTransaction> transactions = new ArrayList<>();
    private boolean unclean;

    /** A state at a second of the run, written with the next partition epoch; its zxid is the second plus 10. */
    FakeTimeline state(long second, int leader, int leaderEpoch, Integer... isr) {
        return version(second, leader, leaderEpoch, states.size(), isr);
    }

    /** A state with any partition epoch. */
    FakeTimeline version(long second, int leader, int leaderEpoch, int partitionEpoch, Integer... isr) {
        states.add(new PartitionState(
                second + 10,
                RunDescriptions.STARTED_EPOCH_MS + 1000 * second,
                7,
                leader,
                leaderEpoch,
                1,
                List.of(isr),
                partitionEpoch));
        return this;
    }

    /** The broker's registration ends at a second of the run. */
    FakeTimeline gone(int broker, long second) {
        registrations.replaceAll(life -> life.broker() == broker
                ? new Registration(
                        broker,
                        life.session(),
                        life.brokerEpoch(),
                        life.fromEpochMs(),
                        second + 10,
                        RunDescriptions.STARTED_EPOCH_MS + 1000 * second)
                : life);
        return this;
    }

    /** The broker is registered anew at a second of the run; the zxid is the second plus 10. */
    FakeTimeline returns(int broker, long second) {
        registrations.add(new Registration(
                broker,
                100L * broker + second,
                second + 10,
                RunDescriptions.STARTED_EPOCH_MS + 1000 * second,
                FOR_EVER,
                FOR_EVER));
        return this;
    }

    /** A transaction at a second of the run, with the zxid of a state of that second. From then on the log's transactions are known. */
    FakeTimeline transaction(long second, Operation... operations) {
        transactions.add(new LoggedTransaction(
                second + 10, RunDescriptions.STARTED_EPOCH_MS + 1000 * second, 7, 1, List.of(operations)));
        return this;
    }

    FakeTimeline uncleanAllowed() {
        unclean = true;
        return this;
    }

    @Override
    public List<PartitionState> states(Partition partition) {
        return partition.equals(PARTITION) ? states : List.of();
    }

    @Override
    public Map<Partition, List<Integer>> assignments() {
        return Map.of(PARTITION, List.of(1, 2, 3));
    }

    @Override
    public List<Registration> registrations() {
        return registrations;
    }

    @Override
    public List<ControllerTerm> controllers() {
        return List.of(new ControllerTerm(1, 3, 33, 4, RunDescriptions.STARTED_EPOCH_MS, FOR_EVER, FOR_EVER));
    }

    @Override
    public boolean uncleanElectionAllowed(Partition partition, long zxid) {
        return unclean;
    }

    @Override
    public Optional<List<LoggedTransaction>> transactions() {
        return transactions.isEmpty() ? Optional.empty() : Optional.of(transactions);
    }

    @Override
    public long lastZxid() {
        return 10_000;
    }

    @Override
    public long transactionCount() {
        return states.size();
    }

    private static Registration registration(int broker, long zxid) {
        return new Registration(
                broker, 10L * broker + broker, zxid, RunDescriptions.STARTED_EPOCH_MS, FOR_EVER, FOR_EVER);
    }
}
