package ordeal.broker.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import ordeal.broker.coordination.ControllerZnode;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.coordination.PartitionStateJson;
import ordeal.broker.coordination.TopicZnode;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodeStat;
import ordeal.broker.fake.FakeZooKeeper.Transaction;
import org.apache.kafka.common.TopicPartition;

/** Judges every transaction when it is carried out: one controller in an epoch, epochs and states in a chain, ISRs by the rules. */
final class ZooKeeperJudge {
    private static final String TOPICS = "/brokers/topics/";
    private static final String BROKERS = "/brokers/ids/";
    private static final String STATE = "/state";
    /** How long it may take until a controller has heard that a broker is not registered any more. */
    private static final long NEWS_NANOS = 2_000_000_000L;

    private final Violations violations;
    private final LongSupplier nowNanos;
    private final Map<Integer, Long> unregisteredNanos = new TreeMap<>();
    private final Set<Integer> registered = new TreeSet<>();
    private final Map<Integer, PartitionState> states = new TreeMap<>();
    private final Map<Integer, SortedMap<Integer, Integer>> leaders = new TreeMap<>();
    private SortedMap<Integer, List<Integer>> assignment = new TreeMap<>();
    private int controllerEpoch;
    private long controllerSession;

    ZooKeeperJudge(Violations violations, LongSupplier nowNanos) {
        this.violations = violations;
        this.nowNanos = nowNanos;
    }

    Set<Integer> registered() {
        return registered;
    }

    /** What ZooKeeper holds about a partition. */
    Optional<PartitionState> state(int partition) {
        return Optional.ofNullable(states.get(partition));
    }

    /** Who was elected in a leader epoch; empty when nobody was. */
    Optional<Integer> leaderIn(int partition, int leaderEpoch) {
        return Optional.ofNullable(
                leaders.getOrDefault(partition, new TreeMap<>()).get(leaderEpoch));
    }

    void judge(Transaction transaction) {
        boolean elects = transaction.operations().stream()
                .anyMatch(operation -> operation instanceof Operation.Create
                        && operation.path().equals("/controller"));
        for (Operation operation : transaction.operations()) {
            switch (operation) {
                case Operation.Create(String path, byte[] data, var _) -> written(transaction, elects, path, data, -1);
                case Operation.Set(String path, byte[] data, int version) ->
                    written(transaction, elects, path, data, version);
                case Operation.Delete(String path, int _) -> {
                    if (path.startsWith(BROKERS)) {
                        int broker = Integer.parseInt(path.substring(BROKERS.length()));
                        registered.remove(broker);
                        unregisteredNanos.put(broker, nowNanos.getAsLong());
                    }
                }
                case Operation.Check _ -> {}
            }
        }
    }

    private void written(Transaction transaction, boolean elects, String path, byte[] data, int version) {
        if (path.equals("/controller_epoch")) {
            epochWritten(transaction, elects, ControllerZnode.epoch(data));
        } else if (path.startsWith(BROKERS)) {
            registered.add(Integer.parseInt(path.substring(BROKERS.length())));
        } else if (path.startsWith(TOPICS) && path.endsWith(STATE)) {
            String[] parts = path.split("/", -1);
            int partition = Integer.parseInt(parts[5]);
            PartitionState state = PartitionStateJson.decode(
                    new TopicPartition(parts[3], partition),
                    new Znode(data, new ZnodeStat(0, transaction.zxid(), version + 1, 0)));
            stateWritten(transaction, partition, version, state);
        } else if (path.startsWith(TOPICS) && path.indexOf('/', TOPICS.length()) < 0) {
            assignment =
                    TopicZnode.decode(path.substring(TOPICS.length()), data).replicas();
        }
    }

    private void epochWritten(Transaction transaction, boolean elects, int epoch) {
        if (epoch == 0) {
            violations.check(controllerEpoch == 0, "the controller epoch goes back to 0: zxid %s", transaction.zxid());
            return;
        }
        violations.check(
                epoch == controllerEpoch + 1,
                "controller epoch %s after %s: zxid %s",
                epoch,
                controllerEpoch,
                transaction.zxid());
        violations.check(elects, "controller epoch %s without an election: zxid %s", epoch, transaction.zxid());
        controllerEpoch = epoch;
        controllerSession = transaction.session();
    }

    private void stateWritten(Transaction transaction, int partition, int version, PartitionState state) {
        PartitionState before = states.put(partition, state);
        String what =
                "partition %s goes from %s to %s, zxid %s".formatted(partition, before, state, transaction.zxid());
        violations.check(transaction.session() == controllerSession, "not by the controller: %s", what);
        violations.check(state.controllerEpoch() <= controllerEpoch, "by a controller to come: %s", what);
        violations.check(
                !state.isr().isEmpty()
                        && new HashSet<>(state.isr()).size() == state.isr().size(),
                "an ISR without form: %s",
                what);
        violations.check(
                assignment.getOrDefault(partition, List.of()).containsAll(state.isr()),
                "in sync without a replica: %s",
                what);
        violations.check(
                state.leader() == PartitionState.NO_LEADER || state.isr().contains(state.leader()),
                "the leader is not in sync: %s",
                what);
        if (before == null) {
            violations.check(state.leaderEpoch() == 0, "a first state in a later epoch: %s", what);
            elected(partition, state, what);
        } else {
            violations.check(version == before.partitionEpoch(), "a partition epoch is left out: %s", what);
            changed(partition, before, state, what);
        }
    }

    private void changed(int partition, PartitionState before, PartitionState state, String what) {
        if (state.leaderEpoch() == before.leaderEpoch()) {
            violations.check(state.leader() == before.leader(), "another leader in the same epoch: %s", what);
        } else {
            violations.check(state.leaderEpoch() == before.leaderEpoch() + 1, "a leap of leader epochs: %s", what);
            violations.check(before.isr().containsAll(state.isr()), "an election made the ISR grow: %s", what);
            violations.check(
                    state.leader() == PartitionState.NO_LEADER || before.isr().contains(state.leader()),
                    "an unclean election: %s",
                    what);
            elected(partition, state, what);
        }
        for (int member : state.isr()) {
            violations.check(
                    before.isr().contains(member)
                            || registered.contains(member)
                            || nowNanos.getAsLong() - unregisteredNanos.getOrDefault(member, 0L) < NEWS_NANOS,
                    "broker %s joins the ISR and has not been registered for long: %s",
                    member,
                    what);
        }
    }

    /** A leader that stays need not be registered at this very moment: the controller may not have heard of its end yet. */
    private void elected(int partition, PartitionState state, String what) {
        Integer other = leaders.computeIfAbsent(partition, _ -> new TreeMap<>())
                .putIfAbsent(state.leaderEpoch(), state.leader());
        violations.check(other == null, "a second leader %s in one epoch: %s", other, what);
    }
}
