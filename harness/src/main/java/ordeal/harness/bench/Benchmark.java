package ordeal.harness.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.system.SystemUnderTest;
import org.apache.commons.io.file.PathUtils;
import tools.jackson.databind.json.JsonMapper;

/** Measures systems in turn, round after round, and compares them. Values are written down whenever a cluster has ended. */
public final class Benchmark {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BenchmarkSettings settings;
    private final Consumer<String> progress;
    private final List<Measurement> measurements = new ArrayList<>();

    /**
     * A benchmark that has not begun.
     *
     * @param progress told in short sentences what was measured
     */
    public Benchmark(BenchmarkSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs every round.
     *
     * @return the comparison of every system with the first, as Markdown
     * @throws ClusterException when a cluster cannot be started or did not survive its measurement
     */
    public String run() throws ClusterException, IOException, InterruptedException {
        List<Path> toolJars = ProducerPerformance.jars(progress);
        for (int round = 1; round <= settings.rounds(); round++) {
            List<SystemUnderTest> order =
                    round % 2 == 1 ? settings.systems() : settings.systems().reversed();
            for (SystemUnderTest system : order) {
                measure(round, system, toolJars);
            }
        }
        String tables = tables();
        Files.writeString(settings.folder().resolve("table.md"), tables);
        return tables;
    }

    private void measure(int round, SystemUnderTest system, List<Path> toolJars)
            throws ClusterException, IOException, InterruptedException {
        Path nodes = settings.folder().resolve("nodes");
        progress.accept("round %d of %d: %s".formatted(round, settings.rounds(), system.name()));
        new ClusterUnderLoad(settings, system, toolJars, (metric, value) -> note(round, system, metric, value))
                .measure(nodes);
        PathUtils.deleteDirectory(nodes);
        Files.writeString(settings.folder().resolve("measurements.json"), JSON.writeValueAsString(measurements));
    }

    private void note(int round, SystemUnderTest system, Metric metric, double value) {
        measurements.add(new Measurement(round, system.name(), metric, value));
        progress.accept("  %s: %,.2f %s".formatted(metric.name(), value, metric.unit()));
    }

    private String tables() {
        String baseline = settings.systems().getFirst().name();
        StringBuilder tables = new StringBuilder();
        for (SystemUnderTest system :
                settings.systems().subList(1, settings.systems().size())) {
            tables.append(ComparisonTable.markdown(
                    baseline, system.name(), Comparison.of(baseline, system.name(), measurements)));
        }
        return tables.toString();
    }
}
