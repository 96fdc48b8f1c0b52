package ordeal.harness.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ordeal.harness.artifact.Artifact;
import ordeal.harness.artifact.ArtifactCache;
import ordeal.harness.artifact.Versions;
import ordeal.harness.cluster.ClusterException;

/** Kafka's own load generator, in a process of its own. */
final class ProducerPerformance {
    private static final String MAIN_CLASS = "org.apache.kafka.tools.ProducerPerformance";
    private static final int UNLIMITED = -1;
    private static final Pattern STEADY_STATE =
            Pattern.compile("([0-9]+) steady state records sent, ([0-9.]+) records/sec .* ([0-9.]+) ms 99th, .*");

    private final List<Path> jars;
    private final String bootstrapServers;

    private ProducerPerformance(List<Path> jars, String bootstrapServers) {
        this.jars = jars;
        this.bootstrapServers = bootstrapServers;
    }

    /** Its class path; fetched on first use. */
    static List<Path> jars(Consumer<String> progress) {
        String version = Versions.of("kafka-tools");
        return new ArtifactCache(ArtifactCache.defaultRoot(), progress)
                .jars("kafka-tools-" + version, List.of(new Artifact("org.apache.kafka", "kafka-tools", version)));
    }

    /** The tool, aimed at a cluster. */
    static ProducerPerformance against(String bootstrapServers, List<Path> jars) {
        return new ProducerPerformance(jars, bootstrapServers);
    }

    /**
     * What the tool measured after its warm-up.
     *
     * @param recordsPerSecond acknowledged records
     * @param p99Ms 99th percentile of the time from send to acknowledgement
     */
    record Measured(double recordsPerSecond, double p99Ms) {}

    /** Sends a load as fast as it is taken. */
    Measured flood(TopicLoad load) throws ClusterException, InterruptedException {
        return run(load, load.records(), load.warmUpRecords(), UNLIMITED);
    }

    /** Sends records of a load at a steady rate. */
    Measured steady(TopicLoad load, int rate, int seconds) throws ClusterException, InterruptedException {
        long warmUpRecords = (long) rate * seconds / 3;
        return run(load, (long) rate * seconds + warmUpRecords, warmUpRecords, rate);
    }

    private Measured run(TopicLoad load, long records, long warmUpRecords, int rate)
            throws ClusterException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "-cp",
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                MAIN_CLASS,
                "--topic",
                load.topic(),
                "--record-size",
                Integer.toString(load.recordSizeBytes()),
                "--num-records",
                Long.toString(records),
                "--warmup-records",
                Long.toString(warmUpRecords),
                "--throughput",
                Integer.toString(rate),
                "--command-property",
                "acks=all",
                "linger.ms=0",
                "bootstrap.servers=" + bootstrapServers));
        List<String> said = new ArrayList<>();
        try {
            Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
            tool.getOutputStream().close();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(said::add);
            } finally {
                tool.destroyForcibly();
            }
            tool.waitFor();
        } catch (IOException e) {
            throw new ClusterException("Kafka's ProducerPerformance could not be run: " + e.getMessage(), e);
        }
        return parse(said, records - warmUpRecords);
    }

    /**
     * Reads what the tool printed.
     *
     * @param expectedRecords how many records must have been acknowledged after the warm-up
     */
    static Measured parse(List<String> lines, long expectedRecords) throws ClusterException {
        for (String line : lines.reversed()) {
            Matcher matcher = STEADY_STATE.matcher(line);
            if (matcher.matches() && Long.parseLong(matcher.group(1)) == expectedRecords) {
                return new Measured(Double.parseDouble(matcher.group(2)), Double.parseDouble(matcher.group(3)));
            }
        }
        throw new ClusterException("Kafka's ProducerPerformance did not say that it had sent " + expectedRecords
                + " records after its warm-up. It said:\n  " + String.join("\n  ", lines));
    }
}
