package ordeal.broker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.fake.SmallBrokerConfig;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The life of one simulated cluster, drawn from a seed: it starts, a topic is created and written to, things go wrong, all is put right, and
 * at rest everything that was promised must be there.
 */
final class Simulation {
    static final int MIN_INSYNC_REPLICAS = 2;

    private static final String TOPIC = "t";
    private static final int START_MS = 30_000;
    private static final int RECOVERY_MS = 30_000;
    private static final int LOOK_EVERY_MS = 100;
    private static final int REST_MS = 1_500;
    private static final int LONGEST_PAUSE_MS = 1_800;
    private static final int RECORDS_AT_FIRST = 5;
    private static final int RECORDS_AT_LAST = 5;

    private final SplittableRandom random;
    private final SimulatedCluster cluster;
    private final Misfortune misfortune;
    private final List<TopicPartition> partitions;
    private final List<SimulatedProducer> producers = new ArrayList<>();
    private boolean created;

    /**
     * How it went.
     *
     * @param violations empty when all promises were kept
     * @param cause what was thrown, if anything was
     */
    record Outcome(List<String> violations, @Nullable Throwable cause, Trace trace, long virtualMs, long acknowledged) {
        boolean failed() {
            return !violations.isEmpty();
        }
    }

    private Simulation(long seed, ReplicationRules rules) {
        this.random = new SplittableRandom(seed);
        boolean powerFails = random.nextInt(3) == 0;
        this.partitions = IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(number -> new TopicPartition(TOPIC, number))
                .toList();
        this.cluster = new SimulatedCluster(random.nextLong(), rules, settings(powerFails));
        this.misfortune = new Misfortune(cluster, random.split(), powerFails);
    }

    /** Lives through a seed. */
    static Outcome run(long seed, ReplicationRules rules) {
        Simulation simulation = new Simulation(seed, rules);
        Violations violations = simulation.cluster.violations();
        try {
            simulation.live();
        } catch (RuntimeException | Error e) {
            violations.add("a task threw", e);
        }
        return new Outcome(
                violations.all(),
                violations.cause(),
                simulation.cluster.trace(),
                simulation.cluster.time().nowNanos() / 1_000_000,
                simulation.cluster.replicaJudge().acknowledgedCount());
    }

    /** Where the power can fail, nothing counts before it is synced. */
    private static TopicSettings settings(boolean powerFails) {
        TopicSettings defaults = SmallBrokerConfig.topicDefaults();
        return new TopicSettings(
                defaults.segmentBytes(),
                defaults.segmentMs(),
                defaults.segmentIndexBytes(),
                defaults.indexIntervalBytes(),
                defaults.retentionMs(),
                defaults.retentionBytes(),
                defaults.fileDeleteDelayMs(),
                powerFails ? 1 : defaults.flushMessages(),
                defaults.flushMs(),
                defaults.maxMessageBytes(),
                defaults.logAppendTime(),
                defaults.minInsyncReplicas(),
                defaults.uncleanLeaderElection());
    }

    private void live() {
        for (int id : SimulatedCluster.BROKERS) {
            cluster.outside().schedule(random.nextInt(800), () -> cluster.start(id));
        }
        cluster.client()
                .createTopic(
                        TOPIC,
                        partitions.size(),
                        Map.of("min.insync.replicas", Integer.toString(MIN_INSYNC_REPLICAS)),
                        () -> created = true);
        if (!await("the topic is created", () -> created, START_MS)) {
            return;
        }
        for (TopicPartition partition : partitions) {
            SimulatedProducer producer = new SimulatedProducer(
                    cluster.client(), partition, cluster.replicaJudge(), cluster.violations(), cluster.trace());
            producers.add(producer);
            producer.start();
        }
        if (!await(
                "the first records are acknowledged",
                () -> acknowledgedSince(new int[partitions.size()], RECORDS_AT_FIRST),
                START_MS)) {
            return;
        }
        int strikes = 3 + random.nextInt(5);
        for (int strike = 0; strike < strikes; strike++) {
            misfortune.strike();
            cluster.time().advanceMs(random.nextInt(LONGEST_PAUSE_MS));
            partitions.forEach(cluster.replicaJudge()::acknowledgedIsHeld);
            if (cluster.violations().any()) {
                return;
            }
        }
        misfortune.end();
        recover();
    }

    private void recover() {
        if (!await("everybody is back in every ISR", () -> cluster.recovered(partitions), RECOVERY_MS)) {
            return;
        }
        int[] before =
                producers.stream().mapToInt(SimulatedProducer::acknowledged).toArray();
        if (!await("more records are acknowledged", () -> acknowledgedSince(before, RECORDS_AT_LAST), RECOVERY_MS)) {
            return;
        }
        producers.forEach(SimulatedProducer::stop);
        if (!await(
                "the producers have ended", () -> producers.stream().allMatch(SimulatedProducer::idle), RECOVERY_MS)) {
            return;
        }
        cluster.time().advanceMs(REST_MS);
        // The preferred leaders may be taking over just now.
        if (!await("everybody is in every ISR at rest", () -> cluster.recovered(partitions), REST_MS)) {
            return;
        }
        for (TopicPartition partition : partitions) {
            cluster.replicaJudge().acknowledgedIsHeld(partition);
            cluster.replicaJudge().replicasAreEqual(partition, SimulatedCluster.BROKERS);
            read(partition);
        }
    }

    private boolean acknowledgedSince(int[] before, int count) {
        return IntStream.range(0, before.length)
                .allMatch(number -> producers.get(number).acknowledged() >= before[number] + count);
    }

    /** What the leader serves is what was acknowledged, and perhaps more. */
    private void read(TopicPartition partition) {
        SimulatedReader reader = new SimulatedReader(cluster.client(), partition);
        reader.start();
        if (await(partition + " is read", reader::done, RECOVERY_MS)) {
            cluster.replicaJudge()
                    .acknowledged(partition.partition())
                    .forEach((offset, value) -> cluster.violations()
                            .check(
                                    value.equals(reader.read().get(offset)),
                                    "%s is read at offset %s of %s instead of the acknowledged %s",
                                    reader.read().get(offset),
                                    offset,
                                    partition,
                                    value));
        }
    }

    /** Whether something comes true in time; that it does not is a violation. */
    private boolean await(String what, BooleanSupplier condition, int atMostMs) {
        for (int waitedMs = 0; !cluster.violations().any(); waitedMs += LOOK_EVERY_MS) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (waitedMs >= atMostMs) {
                cluster.violations().add("within %s ms it did not happen that %s".formatted(atMostMs, what));
                return false;
            }
            cluster.time().advanceMs(LOOK_EVERY_MS);
        }
        return false;
    }
}
