package ordeal.broker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.coordination.ZnodePaths;
import ordeal.broker.fake.FakeCoordination;
import ordeal.broker.journal.JournalEntry;

/** What goes wrong in a simulated cluster: one seeded thing after another, each at a seeded moment, and at the end everything is put right. */
final class Misfortune {
    private static final int LONGEST_WAIT_FOR_LINES_MS = 600;
    private static final int LONGEST_OUTAGE_MS = 5000;

    private final SimulatedCluster cluster;
    private final RandomGenerator random;
    private final boolean powerFails;
    private boolean over;

    private enum Kind {
        KILL,
        ISOLATE_AND_KILL_LEADER,
        STOP_IN_ORDER,
        CUT_FROM_ZOOKEEPER,
        CUT_FROM_PEERS,
        EXPIRE_SESSION,
        LOSE_CONNECTION_AT_WRITE,
        SLOW_ZOOKEEPER,
        OUST_CONTROLLER,
        SLOW_NETWORK
    }

    /**
     * Misfortune with a seed of its own.
     *
     * @param powerFails whether a broker's end may take what was not synced with it
     */
    Misfortune(SimulatedCluster cluster, RandomGenerator random, boolean powerFails) {
        this.cluster = cluster;
        this.random = random;
        this.powerFails = powerFails;
    }

    /** Lets the next thing go wrong, after a few more lines of the trace, so that it hits the middle of something. */
    void strike() {
        Kind[] kinds = Kind.values();
        Kind kind = kinds[random.nextInt(kinds.length)];
        boolean[] done = new boolean[1];
        Runnable once = () -> {
            if (!done[0] && !over) {
                done[0] = true;
                strike(kind);
            }
        };
        Class<?> line = switch (random.nextInt(4)) {
            case 0 -> Trace.Acknowledged.class;
            case 1 -> JournalEntry.IsrProposed.class;
            case 2 -> JournalEntry.StateWritten.class;
            default -> Object.class;
        };
        cluster.trace()
                .after(1 + random.nextInt(12), line, () -> cluster.outside().execute(once));
        cluster.outside().schedule(random.nextInt(LONGEST_WAIT_FOR_LINES_MS), once);
    }

    private void strike(Kind kind) {
        int victim = victim();
        note(kind + " for broker " + victim);
        switch (kind) {
            case KILL -> kill(victim);
            case ISOLATE_AND_KILL_LEADER -> isolateAndKill(leader().orElse(victim));
            case STOP_IN_ORDER -> stop(victim);
            case CUT_FROM_ZOOKEEPER -> cutFromZooKeeper(victim);
            case CUT_FROM_PEERS -> cutFromPeers(victim);
            case EXPIRE_SESSION ->
                coordination(victim).ifPresent(session -> cluster.zookeeper().expire(session.sessionId()));
            case LOSE_CONNECTION_AT_WRITE -> loseConnection(victim);
            case SLOW_ZOOKEEPER -> slowDownZooKeeper(victim);
            case OUST_CONTROLLER -> oustController();
            case SLOW_NETWORK -> slowDown();
        }
    }

    /** Everything is put right, and nothing goes wrong any more. */
    void end() {
        over = true;
        note("all is put right");
        cluster.supervise();
        cluster.network().slowDown(0);
        cluster.network().healAll(random.nextBoolean());
        for (int id : SimulatedCluster.BROKERS) {
            cluster.broker(id).ifPresent(broker -> broker.slowDownZooKeeper(0));
            coordination(id).ifPresent(FakeCoordination::restore);
            cluster.start(id);
        }
    }

    private int victim() {
        return switch (random.nextInt(3)) {
            case 0 -> leader().orElseGet(this::anybody);
            case 1 -> controller().orElseGet(this::anybody);
            default -> anybody();
        };
    }

    private int anybody() {
        return SimulatedCluster.BROKERS.get(random.nextInt(SimulatedCluster.BROKERS.size()));
    }

    private Optional<Integer> leader() {
        return cluster.zookeeperJudge()
                .state(0)
                .map(PartitionState::leader)
                .filter(id -> id != PartitionState.NO_LEADER);
    }

    private Optional<Integer> controller() {
        return SimulatedCluster.BROKERS.stream()
                .filter(id -> cluster.broker(id)
                        .map(broker -> broker.broker().controller().active())
                        .orElse(false))
                .findFirst();
    }

    private Optional<FakeCoordination> coordination(int broker) {
        return cluster.broker(broker).map(SimulatedBroker::coordination);
    }

    private void kill(int broker) {
        boolean power = powerFails && random.nextBoolean();
        cluster.end(broker, power, power ? "loses power" : "is killed");
        later(LONGEST_OUTAGE_MS, () -> cluster.start(broker));
    }

    private void stop(int broker) {
        cluster.broker(broker).ifPresent(SimulatedBroker::stop);
        later(LONGEST_OUTAGE_MS, () -> cluster.start(broker));
    }

    private void isolateAndKill(int leader) {
        List<Runnable> heals = cut(leader, true, true);
        later(300, () -> {
            kill(leader);
            later(300, () -> heals.forEach(Runnable::run));
        });
    }

    private void cutFromZooKeeper(int broker) {
        coordination(broker).ifPresent(connection -> {
            connection.cut(random.nextBoolean());
            later(LONGEST_OUTAGE_MS, connection::restore);
        });
    }

    private void cutFromPeers(int broker) {
        int directions = random.nextInt(3);
        List<Runnable> heals = cut(broker, directions != 0, directions != 1);
        later(LONGEST_OUTAGE_MS, () -> heals.forEach(Runnable::run));
    }

    /** Cuts a broker from some or all others; returns how to heal that. */
    private List<Runnable> cut(int broker, boolean sending, boolean receiving) {
        boolean all = random.nextInt(3) != 0;
        boolean reset = random.nextBoolean();
        List<Runnable> heals = new ArrayList<>();
        for (int other : SimulatedCluster.BROKERS) {
            if (other != broker && (all || heals.isEmpty())) {
                if (sending) {
                    cluster.network().cut(broker, other);
                    heals.add(() -> cluster.network().heal(broker, other, reset));
                }
                if (receiving) {
                    cluster.network().cut(other, broker);
                    heals.add(() -> cluster.network().heal(other, broker, reset));
                }
            }
        }
        return heals;
    }

    private void loseConnection(int broker) {
        int[] writes = {random.nextInt(4)};
        boolean carriedOut = random.nextBoolean();
        int reconnectAfterMs = random.nextInt(random.nextBoolean() ? 200 : 4000);
        coordination(broker)
                .ifPresent(connection ->
                        connection.loseConnectionAt(_ -> !over && writes[0]-- == 0, carriedOut, reconnectAfterMs));
    }

    private void slowDownZooKeeper(int broker) {
        cluster.broker(broker).ifPresent(slow -> {
            slow.slowDownZooKeeper(10 + random.nextInt(300));
            later(LONGEST_OUTAGE_MS, () -> slow.slowDownZooKeeper(0));
        });
    }

    /** As an operator does it: the znode goes while its session lives, and its owner may hear of it late and have work under way. */
    private void oustController() {
        controller().ifPresent(controller -> {
            slowDownZooKeeper(controller);
            if (random.nextBoolean()) {
                coordination(anybody()).ifPresent(session -> cluster.zookeeper().expire(session.sessionId()));
            }
            later(200, () -> {
                if (cluster.zookeeper().read(ZnodePaths.CONTROLLER).isPresent()) {
                    cluster.zookeeper().remove(ZnodePaths.CONTROLLER);
                }
            });
        });
    }

    private void slowDown() {
        cluster.network().slowDown(20 + random.nextInt(400));
        later(LONGEST_OUTAGE_MS, () -> cluster.network().slowDown(0));
    }

    private void later(int atMostMs, Runnable task) {
        cluster.outside().schedule(random.nextInt(atMostMs), () -> {
            if (!over) {
                task.run();
            }
        });
    }

    private void note(String text) {
        cluster.trace().add("misfortune", new Trace.Event(text));
    }
}
