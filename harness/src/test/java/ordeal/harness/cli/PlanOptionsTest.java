package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.PlanJson;
import ordeal.nemesis.plan.shipped.Overrides;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which settings a plan brings along. */
class PlanOptionsTest {
    @Command
    private static final class Planned {
        @Mixin
        private PlanOptions options;
    }

    @Test
    void bringsAllSettingsOfABugWithItsOwnFaults() {
        Overrides overrides = overrides("--bug", "optimistic-shrink").orElseThrow();
        assertThat(overrides.broker()).containsEntry("replica.lag.time.max.ms", "1000");
        assertThat(overrides.run()).containsEntry("partitions", "1");
    }

    @Test
    void leavesTheShapeOfARunToItsOptionsUnderRandomFaults() {
        for (String of : new String[] {"--bug", "--plan-of"}) {
            assertThat(overrides(of, "optimistic-shrink", "--general"))
                    .contains(
                            new Overrides(Map.of("replica.lag.time.max.ms", "1000"), Map.of("acks", "all"), Map.of()));
        }
    }

    @Test
    void bringsNoneWithoutABug() {
        assertThat(overrides()).isEmpty();
    }

    @Test
    void followsAPlanFileWithItsOwnSeedUnlessAnotherIsGiven(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("plan.json"), PlanJson.write(new Plan("of-a-file", 4_711, 1_000, 1, List.of())));
        assertThat(options("--plan", file.toString()).seed()).isEqualTo(4_711);
        assertThat(options("--plan", file.toString(), "--seed", "12").seed()).isEqualTo(12);
    }

    private static Optional<Overrides> overrides(String... arguments) {
        return options(arguments).overrides();
    }

    private static PlanOptions options(String... arguments) {
        Planned planned = new Planned();
        new CommandLine(planned).parseArgs(arguments);
        return planned.options;
    }
}
