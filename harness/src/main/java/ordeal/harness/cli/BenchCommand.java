package ordeal.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ordeal.harness.bench.Benchmark;
import ordeal.harness.bench.BenchmarkSettings;
import ordeal.harness.bench.TopicLoad;
import ordeal.harness.cluster.local.LocalCluster;
import ordeal.harness.system.SystemUnderTest;
import ordeal.harness.system.Systems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ordeal bench}: systems side by side. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures systems in turn, without faults and past the mesh, with Kafka's own ProducerPerformance:",
            "throughput, broker CPU, latency at a steady rate, time to the first write, memory. A round of two systems takes about seven minutes."
        })
final class BenchCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern LOAD = Pattern.compile("([1-9][0-9]{0,5})x([1-9][0-9]{0,2})");
    private static final int MIN_HEAP_MB = 128;

    @Option(
            names = "--systems",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "kafka-3.9,reference",
            description = "The first is what the others are compared with (default: ${DEFAULT-VALUE}).")
    private List<String> systems = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each system is started and measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--heap-mb",
            paramLabel = "MB",
            defaultValue = "1024",
            description =
                    "Each broker's heap, by default what Kafka's own start script gives it (default: ${DEFAULT-VALUE}).")
    private int heapMb;

    @Option(
            names = "--loads",
            paramLabel = "BYTESxPARTITIONS",
            split = ",",
            defaultValue = "100x1,100x6,1024x1,1024x6",
            description = "Size of every record, and how many partitions they go to (default: ${DEFAULT-VALUE}).")
    private List<String> loads = new ArrayList<>();

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where the folder with the measurements is made (default: results/ of the project).")
    private @Nullable Path results;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<SystemUnderTest> compared = systems.stream().map(this::known).toList();
        if (compared.stream().distinct().count() < compared.size()) {
            throw wrong("--systems", String.join(",", systems), "different ones of " + names());
        }
        if (rounds < 1) {
            throw wrong("--rounds", Integer.toString(rounds), "1 or more");
        }
        if (heapMb < MIN_HEAP_MB) {
            throw wrong("--heap-mb", Integer.toString(heapMb), "at least " + MIN_HEAP_MB);
        }
        List<TopicLoad> sent = loads.stream().map(this::load).toList();
        Path below = results == null ? Home.results() : results.toAbsolutePath();
        LocalCluster.endLeftovers(below);
        Path folder = below.resolve("bench-" + STAMP.format(Instant.now()));
        Files.createDirectories(folder);
        String tables = new Benchmark(
                        BenchmarkSettings.standard(compared, rounds, heapMb, sent, folder),
                        spec.commandLine().getOut()::println)
                .run();
        spec.commandLine().getOut().println("\n" + tables);
        spec.commandLine().getOut().println("measurements: " + folder.resolve("measurements.json"));
        return ExitCode.OK;
    }

    private SystemUnderTest known(String name) {
        return Systems.named(name).orElseThrow(() -> wrong("--systems", name, names()));
    }

    private TopicLoad load(String text) {
        Matcher matcher = LOAD.matcher(text);
        if (!matcher.matches()) {
            throw wrong("--loads", text, "such as 1024x6: records of 1,024 bytes to six partitions");
        }
        return TopicLoad.of(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)));
    }

    private static String names() {
        return Systems.all().stream().map(SystemUnderTest::name).collect(Collectors.joining(", "));
    }

    private CommandLine.ParameterException wrong(String option, String value, String allowed) {
        return new CommandLine.ParameterException(
                spec.commandLine(),
                "Invalid value for option '%s': %s (allowed: %s)".formatted(option, value, allowed));
    }
}
