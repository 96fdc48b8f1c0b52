package ordeal.checker.zookeeper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.checker.Partition;
import ordeal.checker.run.RunDescription;

/**
 * Replays transactions into what they did to the cluster: partition states, registrations, controllers, assignments and the one
 * topic setting that elections depend on. A failed transaction changes nothing; an ephemeral node ends with its deletion or with
 * its owner's session, whichever comes first.
 */
final class ClusterReplay {
    private static final Pattern STATE = Pattern.compile("/brokers/topics/([^/]+)/partitions/(\\d+)/state");
    private static final Pattern TOPIC = Pattern.compile("/brokers/topics/([^/]+)");
    private static final Pattern CONFIG = Pattern.compile("/config/topics/([^/]+)");
    private static final Pattern REGISTRATION = Pattern.compile("/brokers/ids/(\\d+)");
    private static final String CONTROLLER = "/controller";
    private static final String CONTROLLER_EPOCH = "/controller_epoch";

    private final Map<Partition, List<PartitionState>> states = new HashMap<>();
    private final Map<Partition, List<Since<List<Integer>>>> assignments = new LinkedHashMap<>();
    private final Map<String, List<Since<Optional<Boolean>>>> unclean = new HashMap<>();
    private final List<Registration> registrations = new ArrayList<>();
    private final List<ControllerTerm> controllers = new ArrayList<>();
    private final Map<String, EphemeralLife> alive = new LinkedHashMap<>();
    private int controllerEpoch;

    private ClusterReplay() {}

    static ClusterTimeline of(List<LoggedTransaction> log, RunDescription run) {
        ClusterReplay replay = new ClusterReplay();
        List<LoggedTransaction> below = log.stream()
                .map(transaction -> transaction.below(run.cluster().chroot()))
                .toList();
        below.forEach(replay::apply);
        return new ReplayedTimeline(
                below,
                replay.states,
                replay.assignments,
                replay.unclean,
                replay.registrations,
                replay.controllers,
                run);
    }

    private void apply(LoggedTransaction transaction) {
        if (transaction.failed()) {
            return;
        }
        // The election writes /controller before or after /controller_epoch: the term takes the epoch that the whole
        // multi leaves.
        for (Operation operation : transaction.operations()) {
            if (operation instanceof Operation.SetData set && set.path().equals(CONTROLLER_EPOCH)) {
                controllerEpoch = epoch(set.data());
            } else if (operation instanceof Operation.Create create
                    && create.path().equals(CONTROLLER_EPOCH)) {
                controllerEpoch = epoch(create.data());
            }
        }
        for (Operation operation : transaction.operations()) {
            switch (operation) {
                case Operation.Create create -> create(transaction, create);
                case Operation.SetData set -> write(transaction, set.path(), set.data(), set.version());
                case Operation.Delete delete -> end(transaction, delete.path());
                case Operation.CloseSession _ -> close(transaction);
                case Operation.Check _, Operation.CreateSession _, Operation.Failed _, Operation.Other _ -> {}
            }
        }
    }

    private void create(LoggedTransaction transaction, Operation.Create create) {
        String path = create.path();
        Matcher broker = REGISTRATION.matcher(path);
        if (create.ephemeral()) {
            alive.put(path, new EphemeralLife(path, transaction.session(), transaction.zxid(), transaction.epochMs()));
        }
        if (broker.matches()) {
            registrations.add(new Registration(
                    Integer.parseInt(broker.group(1)),
                    transaction.session(),
                    transaction.zxid(),
                    transaction.epochMs(),
                    Long.MAX_VALUE,
                    Long.MAX_VALUE));
        } else if (path.equals(CONTROLLER)) {
            controllers.add(new ControllerTerm(
                    controllerEpoch,
                    ZnodeJson.controller(path, create.data()),
                    transaction.session(),
                    transaction.zxid(),
                    transaction.epochMs(),
                    Long.MAX_VALUE,
                    Long.MAX_VALUE));
        } else {
            write(transaction, path, create.data(), 0);
        }
    }

    private void write(LoggedTransaction transaction, String path, String data, int version) {
        Matcher state = STATE.matcher(path);
        Matcher topic = TOPIC.matcher(path);
        Matcher config = CONFIG.matcher(path);
        if (state.matches()) {
            Partition partition = new Partition(state.group(1), Integer.parseInt(state.group(2)));
            states.computeIfAbsent(partition, _ -> new ArrayList<>())
                    .add(ZnodeJson.state(transaction, path, data, version));
        } else if (topic.matches() && !data.isEmpty()) {
            ZnodeJson.assignment(path, data)
                    .forEach((index, replicas) -> assignments
                            .computeIfAbsent(new Partition(topic.group(1), index), _ -> new ArrayList<>())
                            .add(new Since<>(transaction.zxid(), replicas)));
        } else if (config.matches() && !data.isEmpty()) {
            unclean.computeIfAbsent(config.group(1), _ -> new ArrayList<>())
                    .add(new Since<>(transaction.zxid(), ZnodeJson.uncleanElection(path, data)));
        }
    }

    private void close(LoggedTransaction transaction) {
        List<String> owned = alive.values().stream()
                .filter(life -> life.session() == transaction.session())
                .map(EphemeralLife::path)
                .toList();
        owned.forEach(path -> end(transaction, path));
    }

    private void end(LoggedTransaction transaction, String path) {
        if (alive.remove(path) == null) {
            return;
        }
        Matcher broker = REGISTRATION.matcher(path);
        if (broker.matches()) {
            int id = Integer.parseInt(broker.group(1));
            registrations.replaceAll(life -> life.broker() == id && life.toZxid() == Long.MAX_VALUE
                    ? new Registration(
                            id,
                            life.session(),
                            life.brokerEpoch(),
                            life.fromEpochMs(),
                            transaction.zxid(),
                            transaction.epochMs())
                    : life);
        } else if (path.equals(CONTROLLER) && !controllers.isEmpty()) {
            ControllerTerm term = controllers.removeLast();
            controllers.add(new ControllerTerm(
                    term.epoch(),
                    term.broker(),
                    term.session(),
                    term.fromZxid(),
                    term.fromEpochMs(),
                    transaction.zxid(),
                    transaction.epochMs()));
        }
    }

    private static int epoch(String data) {
        try {
            return Integer.parseInt(data.trim());
        } catch (NumberFormatException e) {
            throw new MalformedZnodeException("/controller_epoch holds no number: " + data, e);
        }
    }

    /** A value that holds from a transaction on. */
    record Since<T>(long zxid, T value) {}
}
