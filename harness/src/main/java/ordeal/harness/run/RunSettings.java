package ordeal.harness.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.run.RunDescription;
import ordeal.checker.run.RunDescription.Environment;
import ordeal.checker.run.RunDescription.FaultSettings;
import ordeal.checker.run.RunDescription.TestedSystem;
import ordeal.checker.run.RunDescription.Topic;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.workload.WorkloadSettings;
import ordeal.nemesis.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run is told.
 *
 * @param name the first part of the run folder's name
 * @param command the command line that repeats the run
 * @param environment where it runs
 * @param seed the seed that all randomness comes from
 * @param plan the faults
 * @param warmUpMs time before the plan begins
 * @param recoveryBoundMs how long after the heal barrier the cluster may take to serve again; a node that was started is waited for as long
 * @param results the folder in which the run folder is made
 */
public record RunSettings(
        String name,
        String command,
        Environment environment,
        long seed,
        ClusterPlan cluster,
        TopicSettings topics,
        WorkloadSettings workload,
        Plan plan,
        long warmUpMs,
        long recoveryBoundMs,
        Path results) {
    private static final int FORMAT_VERSION = 1;
    private static final DateTimeFormatter FOLDER_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The folder of a run that starts at this moment. */
    Path folderAt(Instant start) {
        return results.resolve(name + "-" + FOLDER_TIME.format(start) + "-" + seed);
    }

    /** These settings as {@code run.json} has them. */
    RunDescription describe(String deployment, long startedEpochMs, String javaVersion) {
        return new RunDescription(
                FORMAT_VERSION,
                name,
                command,
                seed,
                startedEpochMs,
                new TestedSystem(
                        cluster.system().name(),
                        cluster.system().version(),
                        javaVersion,
                        cluster.system().evidence()),
                environment,
                new RunDescription.Cluster(
                        deployment,
                        List.copyOf(cluster.brokers()),
                        List.copyOf(cluster.zookeepers()),
                        cluster.chroot(),
                        cluster.tuning().sessionTimeoutOfBrokersMs(),
                        cluster.tuning().replicaLagTimeOfBrokersMs(),
                        cluster.tuning().brokerOverrides()),
                describeTopics(),
                new RunDescription.Workload(
                        workload.acks(),
                        workload.idempotence(),
                        workload.maxInFlightRequests(),
                        workload.producers(),
                        workload.consumers(),
                        workload.ratePerSecond(),
                        workload.minSizeBytes(),
                        workload.maxSizeBytes(),
                        workload.codecs(),
                        workload.producerOverrides()),
                new FaultSettings(plan.name(), warmUpMs, plan.timeMs(), plan.budget(), plan.hasTriggers()),
                recoveryBoundMs,
                RunDescription.Floors.STANDARD);
    }

    /** The topics' own properties, in Kafka's names. */
    Map<String, String> topicConfig() {
        Map<String, String> config = new TreeMap<>();
        config.put("segment.bytes", Long.toString(topics.segmentBytes()));
        config.put("min.insync.replicas", Integer.toString(topics.minInsyncReplicas()));
        config.put("retention.ms", "-1");
        config.put("retention.bytes", "-1");
        return config;
    }

    /** How many records may be unsynced in a log; {@link Long#MAX_VALUE} when the operating system decides. */
    long flushIntervalMessages() {
        Long interval = flushInterval();
        return interval == null ? Long.MAX_VALUE : interval;
    }

    private @Nullable Long flushInterval() {
        String interval = cluster.tuning().brokerOverrides().get("log.flush.interval.messages");
        return interval == null ? null : Long.valueOf(interval);
    }

    private List<Topic> describeTopics() {
        boolean unclean = Boolean.parseBoolean(
                cluster.tuning().brokerOverrides().getOrDefault("unclean.leader.election.enable", "false"));
        List<Topic> described = new ArrayList<>();
        for (String topic : topics.names()) {
            described.add(new Topic(
                    topic,
                    topics.partitions(),
                    topics.replicationFactor(),
                    topics.minInsyncReplicas(),
                    unclean,
                    flushInterval(),
                    topics.segmentBytes()));
        }
        return described;
    }
}
