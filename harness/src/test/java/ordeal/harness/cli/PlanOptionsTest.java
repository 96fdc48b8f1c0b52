package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import ordeal.nemesis.plan.shipped.Overrides;
import org.junit.jupiter.api.Test;
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

    private static Optional<Overrides> overrides(String... arguments) {
        Planned planned = new Planned();
        new CommandLine(planned).parseArgs(arguments);
        return planned.options.overrides();
    }
}
