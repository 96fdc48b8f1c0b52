package ordeal.checker.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ordeal.checker.Partition;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.json}: every setting of a run, written once before its first node starts.
 *
 * @param formatVersion the version of the run folder's format, now 1
 * @param name the run's name, as in its folder
 * @param command the command line that repeats the run
 * @param seed the seed that all randomness of the run comes from
 * @param startedEpochMs wall clock at the run's nanosecond 0
 * @param system what was tested
 * @param environment where it ran
 * @param cluster the nodes and their timeouts
 * @param topics the topics, in the order that numbers their partitions
 * @param workload what the clients did
 * @param faults what the nemesis was told
 * @param recoveryBoundMs how long after the heal barrier the cluster may take to serve again
 * @param floors what it must at least have done to be judged; the standard ones in files written before they were recorded
 */
public record RunDescription(
        int formatVersion,
        String name,
        String command,
        long seed,
        long startedEpochMs,
        TestedSystem system,
        Environment environment,
        Cluster cluster,
        List<Topic> topics,
        Workload workload,
        FaultSettings faults,
        long recoveryBoundMs,
        Floors floors) {

    public RunDescription {
        topics = List.copyOf(topics);
        floors = Objects.requireNonNullElse(floors, Floors.STANDARD);
    }

    /**
     * What each stretch of the run, before, during and after the faults, must at least come to: a share of the sends that the rate makes in
     * it, and never less than one.
     *
     * @param acknowledgedPercent how many of them must have been acknowledged
     * @param polledPercent how many records must have been polled, in relation to them
     */
    public record Floors(double acknowledgedPercent, double polledPercent) {
        /** One in a hundred: faults may take a cluster's service for most of a stretch. */
        public static final Floors STANDARD = new Floors(1, 1);
    }

    /**
     * What was tested.
     *
     * @param name the descriptor's name, such as {@code kafka-3.9}
     * @param version the exact version of its artifacts
     * @param javaVersion the Java it ran on
     * @param evidence kinds of evidence this system leaves: {@code state-change-log}, {@code journal}
     */
    public record TestedSystem(String name, String version, String javaVersion, List<String> evidence) {
        public TestedSystem {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Where the run happened.
     *
     * @param details further facts by name: kernel, cores, memory, engine
     */
    public record Environment(String harnessVersion, String commit, String jdk, Map<String, String> details) {
        public Environment {
            details = Map.copyOf(details);
        }
    }

    /**
     * The nodes and their timeouts.
     *
     * @param deployment {@code local} or {@code docker}
     * @param brokers broker ids
     * @param zookeepers ZooKeeper server ids
     * @param chroot the path below which the brokers keep their nodes, such as {@code /kafka}; empty for the root
     */
    public record Cluster(
            String deployment,
            List<Integer> brokers,
            List<Integer> zookeepers,
            String chroot,
            long sessionTimeoutMs,
            long replicaLagTimeMaxMs,
            Map<String, String> brokerProperties) {
        public Cluster {
            brokers = List.copyOf(brokers);
            zookeepers = List.copyOf(zookeepers);
            brokerProperties = Map.copyOf(brokerProperties);
        }
    }

    /**
     * A topic and the settings that its promises depend on.
     *
     * @param flushIntervalMessages how many records may be appended before the log is synced; null leaves it to the operating system
     */
    public record Topic(
            String name,
            int partitions,
            int replicationFactor,
            int minInsyncReplicas,
            boolean uncleanLeaderElection,
            @Nullable Long flushIntervalMessages,
            long segmentBytes) {}

    /**
     * What the clients did.
     *
     * @param acks {@code all}, {@code 1} or {@code 0}
     * @param ratePerSecond sends per second of all producers together
     */
    public record Workload(
            String acks,
            boolean idempotence,
            int maxInFlightRequests,
            int producers,
            int consumers,
            double ratePerSecond,
            int minSizeBytes,
            int maxSizeBytes,
            List<String> codecs,
            Map<String, String> producerProperties) {
        public Workload {
            codecs = List.copyOf(codecs);
            producerProperties = Map.copyOf(producerProperties);
        }
    }

    /**
     * What the nemesis was told.
     *
     * @param plan the plan's name; {@code random} for a seeded one
     * @param warmUpMs time before faults may begin
     * @param timeMs the stretch in which faults begin
     * @param budget how many brokers may be faulty at once
     * @param schedule whether the plan's steps wait for each other or for what is seen of the cluster: they belong together, and each must
     *     be taken; false in files written before it was recorded
     */
    public record FaultSettings(String plan, long warmUpMs, long timeMs, int budget, boolean schedule) {}

    /** All partitions; the position in this list is the number that a history uses. */
    public List<Partition> partitions() {
        List<Partition> all = new ArrayList<>();
        for (Topic topic : topics) {
            for (int index = 0; index < topic.partitions(); index++) {
                all.add(new Partition(topic.name(), index));
            }
        }
        return all;
    }

    /** The settings of a partition's topic. */
    public Topic topicOf(Partition partition) {
        return topics.stream()
                .filter(topic -> topic.name().equals(partition.topic()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a topic of this run: " + partition.topic()));
    }
}
