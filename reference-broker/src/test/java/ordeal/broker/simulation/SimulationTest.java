package ordeal.broker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import ordeal.broker.bugs.PlantedBugs;
import ordeal.broker.rules.ReplicationRules;
import ordeal.broker.simulation.Simulation.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Three brokers as they are put together in reality, on one thread in virtual time, through many seeded lives. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("ordeal.seeds", 1000);
    private static final int SEEDS_TO_CATCH_A_BUG = 300;
    private static final int LINES_SHOWN = 150;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("ordeal.broker");

    @BeforeAll
    static void logOnlyWhatIsWrong() {
        LOG.setLevel(Level.ERROR);
    }

    @AfterAll
    static void logAsBefore() {
        LOG.setLevel(null);
    }

    @Test
    void keepsItsPromisesInEverySeededLife() {
        List<String> failures = new ArrayList<>();
        long startNanos = System.nanoTime();
        long virtualMs = 0;
        long acknowledged = 0;
        for (long seed = 0; seed < SEEDS && failures.size() < 5; seed++) {
            Outcome outcome = Simulation.run(seed, new ReplicationRules());
            virtualMs += outcome.virtualMs();
            acknowledged += outcome.acknowledged();
            if (outcome.failed()) {
                failures.add(report(seed, outcome));
            }
        }
        System.out.printf(
                "%d simulated lives, %d s of virtual time, %d acknowledged records, in %.1f s%n",
                SEEDS, virtualMs / 1000, acknowledged, (System.nanoTime() - startNanos) / 1e9);
        assertThat(failures).as("%s", String.join("\n", failures)).isEmpty();
    }

    /** For a seed that failed: shows all that happened. */
    @Test
    @EnabledIfSystemProperty(named = "ordeal.seed", matches = "-?\\d+")
    void oneSeed() {
        String bug = System.getProperty("ordeal.bug");
        ReplicationRules rules = bug == null
                ? new ReplicationRules()
                : PlantedBugs.named(bug).orElseThrow().rules();
        Outcome outcome = Simulation.run(Long.getLong("ordeal.seed"), rules);
        System.out.println(outcome.trace().text(Integer.MAX_VALUE));
        assertThat(outcome.violations())
                .as("%s", report(Long.getLong("ordeal.seed"), outcome))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 14, 159, 265, 358})
    void doesTheSameAgainForTheSameSeed(long seed) {
        String first = Simulation.run(seed, new ReplicationRules()).trace().text(Integer.MAX_VALUE);
        String second = Simulation.run(seed, new ReplicationRules()).trace().text(Integer.MAX_VALUE);
        assertThat(first).hasSizeGreaterThan(10_000).isEqualTo(second);
    }

    /** Hash codes of objects and the order of immutable sets differ from process to process: nothing may come of that. */
    @Test
    void doesTheSameInAnotherProcess() throws Exception {
        List<String> seeds = List.of("3", "14", "159", "265", "358", "979", "1828");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Digests.class.getName()));
        command.addAll(seeds);
        Process other = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).as(output).isZero();
        assertThat(output.lines())
                .containsExactlyElementsOf(seeds.stream()
                        .map(seed -> Digests.of(Long.parseLong(seed)))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acknowledge-at-append",
                "any-registration-is-own",
                "controller-without-epoch-check",
                "election-outside-isr",
                "isr-join-at-high-watermark",
                "non-atomic-election",
                "optimistic-shrink",
                "pending-expand-ignored",
                "sequences-ignored",
                "sequences-lost-on-failover",
                "stale-controller-obeyed",
                "stale-incarnation-obeyed",
                "success-after-shrink",
                "truncate-to-high-watermark",
                "truncate-to-high-watermark-fork",
                "unconditional-isr-write",
                "unfenced-fetch"
            })
    void noticesAPlantedBug(String bug) {
        ReplicationRules rules = PlantedBugs.named(bug).orElseThrow().rules();
        OptionalLong caught = LongStream.range(0, SEEDS_TO_CATCH_A_BUG)
                .filter(seed -> Simulation.run(seed, rules).failed())
                .findFirst();
        assertThat(caught).as("a seed that shows %s", bug).isPresent();
        Outcome outcome = Simulation.run(caught.getAsLong(), rules);
        System.out.printf(
                "%s is caught by seed %d: %s%n",
                bug, caught.getAsLong(), outcome.violations().getFirst());
    }

    private static String report(long seed, Outcome outcome) {
        Throwable cause = outcome.cause();
        StringBuilder text = new StringBuilder("seed ")
                .append(seed)
                .append("; alone: mvn -pl reference-broker test -Dtest=SimulationTest#oneSeed -Dordeal.seed=")
                .append(seed)
                .append("\n  ")
                .append(String.join("\n  ", outcome.violations()))
                .append('\n');
        if (cause != null) {
            java.io.StringWriter stack = new java.io.StringWriter();
            cause.printStackTrace(new java.io.PrintWriter(stack));
            text.append(stack);
        }
        return text.append(outcome.trace().text(LINES_SHOWN)).toString();
    }
}
