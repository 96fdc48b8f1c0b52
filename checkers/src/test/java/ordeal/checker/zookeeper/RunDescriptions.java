package ordeal.checker.zookeeper;

import java.util.List;
import java.util.Map;
import ordeal.checker.run.Collection;
import ordeal.checker.run.RunDescription;

/** Small runs for tests: three brokers 1 to 3 and one topic {@code t}. */
public final class RunDescriptions {
    /** The seed of every run made here. */
    public static final long SEED = 7;
    /** Wall clock at the run's nanosecond 0. */
    public static final long STARTED_EPOCH_MS = 1_000_000;

    private RunDescriptions() {}

    /** Kafka 3.9 below {@code chroot}, one topic {@code t} with so many partitions. */
    public static RunDescription run(String chroot, int partitions) {
        return run(chroot, topic(partitions, 2, false), "all", List.of("state-change-log"), Map.of());
    }

    /** A topic {@code t}, replicated to all three brokers. */
    public static RunDescription.Topic topic(int partitions, int minInsyncReplicas, boolean unclean) {
        return new RunDescription.Topic("t", partitions, 3, minInsyncReplicas, unclean, null, 1 << 20);
    }

    /** Any run. */
    public static RunDescription run(
            String chroot,
            RunDescription.Topic topic,
            String acks,
            List<String> evidence,
            Map<String, String> brokerProperties) {
        return new RunDescription(
                1,
                "test",
                "ordeal run",
                SEED,
                STARTED_EPOCH_MS,
                new RunDescription.TestedSystem("kafka-3.9", "3.9.2", "25", evidence),
                new RunDescription.Environment("0", "none", "25", Map.of()),
                new RunDescription.Cluster("local", List.of(1, 2, 3), List.of(1), chroot, 3000, 2000, brokerProperties),
                List.of(topic),
                new RunDescription.Workload(acks, true, 5, 1, 1, 100, 20, 100, List.of("none"), Map.of()),
                new RunDescription.FaultSettings("random", 0, 60_000, 1, false),
                30_000,
                RunDescription.Floors.STANDARD);
    }

    /** A collection whose log must reach from one transaction to another. */
    public static Collection collection(long firstZxid, long finalZxid, Long... operatorSessions) {
        return new Collection(firstZxid, finalZxid, List.of(operatorSessions), Map.of(), Map.of());
    }
}
