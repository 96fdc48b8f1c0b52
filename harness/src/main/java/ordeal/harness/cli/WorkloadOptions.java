package ordeal.harness.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import ordeal.harness.run.TopicSettings;
import ordeal.harness.workload.WorkloadSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options that describe topics and clients. */
final class WorkloadOptions {
    private static final int DEFAULT_PRODUCERS = 5;
    /** A segment has to hold the largest batch that a producer sends. */
    private static final long MIN_SEGMENT_BYTES = 131_072;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--topics",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many topics (default: ${DEFAULT-VALUE}).")
    private int topics;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "3",
            description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "3",
            description = "Replicas of each partition (default: ${DEFAULT-VALUE}).")
    private int replicationFactor;

    @Option(
            names = "--min-insync-replicas",
            paramLabel = "N",
            defaultValue = "2",
            description = "In-sync replicas that a write under acks=all needs (default: ${DEFAULT-VALUE}).")
    private int minInsyncReplicas;

    @Option(
            names = "--segment-bytes",
            paramLabel = "BYTES",
            defaultValue = "1048576",
            description = "When a segment is rolled (default: ${DEFAULT-VALUE}).")
    private long segmentBytes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "400",
            description = "Sends per second, all producers together (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--producers",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_PRODUCERS,
            description = "How many producers; each uses another codec (default: ${DEFAULT-VALUE}).")
    private int producers;

    @Option(
            names = "--consumers",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many consumers, each reading every partition (default: ${DEFAULT-VALUE}).")
    private int consumers;

    @Option(
            names = "--min-size",
            paramLabel = "BYTES",
            defaultValue = "20",
            description = "The smallest payload (default: ${DEFAULT-VALUE}).")
    private int minSize;

    @Option(
            names = "--max-size",
            paramLabel = "BYTES",
            defaultValue = "20480",
            description = "The largest payload (default: ${DEFAULT-VALUE}).")
    private int maxSize;

    @Option(
            names = "--acks",
            paramLabel = "all|1|0",
            defaultValue = "all",
            description = "The producers' acks (default: ${DEFAULT-VALUE}).")
    private String acks;

    @Option(
            names = "--idempotence",
            paramLabel = "true|false",
            arity = "1",
            description = "Whether producers are idempotent (default: true with acks=all).")
    private Boolean idempotence;

    @Option(
            names = "--producer-config",
            paramLabel = "KEY=VALUE",
            description = "A further producer property, as often as needed.")
    private Map<String, String> producerConfig = new LinkedHashMap<>();

    /** What the brokers ask for unless a topic says otherwise; a directed plan's own number wins. */
    int minInsyncReplicas(Map<String, String> planned) {
        return number(planned, "min-insync-replicas", minInsyncReplicas);
    }

    /** The topics; a directed plan's own numbers win. */
    TopicSettings topics(int brokers, Map<String, String> planned) {
        int replicas = number(planned, "replication-factor", replicationFactor);
        int minInSync = minInsyncReplicas(planned);
        if (replicas < 1 || replicas > brokers) {
            throw wrong("--replication-factor %d needs that many brokers; there are %d".formatted(replicas, brokers));
        }
        if (minInSync < 1 || minInSync > replicas) {
            throw wrong("--min-insync-replicas %d lies not between 1 and the replication factor %d"
                    .formatted(minInSync, replicas));
        }
        if (topics < 1 || partitions < 1) {
            throw wrong("--topics %d and --partitions %d: there must be at least 1".formatted(topics, partitions));
        }
        if (segmentBytes < MIN_SEGMENT_BYTES) {
            throw wrong("--segment-bytes %d: there must be at least %d".formatted(segmentBytes, MIN_SEGMENT_BYTES));
        }
        return new TopicSettings(
                number(planned, "topics", topics),
                number(planned, "partitions", partitions),
                replicas,
                minInSync,
                Long.parseLong(planned.getOrDefault("segment-bytes", Long.toString(segmentBytes))));
    }

    private static int number(Map<String, String> planned, String name, int otherwise) {
        return Integer.parseInt(planned.getOrDefault(name, Integer.toString(otherwise)));
    }

    /** The clients; a directed plan's own properties win. */
    WorkloadSettings workload(Map<String, String> planned) {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("acks", acks);
        overrides.put("enable.idempotence", Boolean.toString(idempotence == null ? acks.equals("all") : idempotence));
        overrides.putAll(producerConfig);
        overrides.putAll(planned);
        if (!overrides.getOrDefault("acks", "all").matches("all|-1|0|1")) {
            throw wrong("Invalid value for option '--acks': %s (allowed: all, 1, 0)".formatted(overrides.get("acks")));
        }
        try {
            return new WorkloadSettings(
                    producers, consumers, rate, minSize, maxSize, WorkloadSettings.ALL_CODECS, overrides);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
