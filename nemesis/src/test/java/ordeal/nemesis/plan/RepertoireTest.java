package ordeal.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Fault.Partition.Style;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
import org.junit.jupiter.api.Test;

class RepertoireTest {
    private static final ClusterShape THREE_BROKERS = new ClusterShape(3, 1);
    private static final Set<Capability> PACKETS = EnumSet.of(Capability.LINK_LOSS, Capability.LINK_DEAF);

    private static Function<Capability, Availability> without(Set<Capability> missing) {
        return capability -> missing.contains(capability)
                ? new Availability.Unavailable("not here")
                : new Availability.Available();
    }

    private static Stream<Fault> faults(long seed, Set<Capability> missing) {
        Repertoire repertoire = Repertoire.offeredBy(without(missing));
        return new RandomPlan(seed, 120_000, THREE_BROKERS, 1, repertoire)
                .draw().steps().stream().map(Step::fault);
    }

    @Test
    void deploymentThatCanDoEverythingGetsEverything() {
        Repertoire repertoire = Repertoire.offeredBy(without(Set.of()));
        assertThat(repertoire.kinds()).isEqualTo(RandomPlan.DEFAULT_KINDS);
        assertThat(repertoire.styles()).containsExactlyInAnyOrder(Style.values());
    }

    @Test
    void whatADeploymentCannotDoIsLeftOut() {
        Repertoire repertoire = Repertoire.offeredBy(without(Set.of(Capability.LINK_DELAY, Capability.LINK_DEAF)));
        assertThat(repertoire.kinds()).doesNotContain(FaultKind.SLOW_LINK).contains(FaultKind.LOSSY_LINK);
        assertThat(repertoire.styles()).containsExactlyInAnyOrder(Style.HOLD, Style.RESET, Style.REFUSE);
    }

    @Test
    void packetsAreLostAndPartitionsDeafWhereTheyCanBe() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(faults(seed, Set.of())).as("seed %d", seed).anyMatch(Fault.LossyLink.class::isInstance);
        }
        assertThat(Stream.iterate(0L, seed -> seed + 1).limit(20).flatMap(seed -> faults(seed, Set.of())))
                .anyMatch(RepertoireTest::isDeaf);
        for (long seed = 0; seed < 200; seed++) {
            assertThat(faults(seed, PACKETS))
                    .as("seed %d", seed)
                    .noneMatch(Fault.LossyLink.class::isInstance)
                    .noneMatch(RepertoireTest::isDeaf);
        }
    }

    /** A seed in somebody's notes must go on meaning the same plan: this one was written down before packets could be lost. */
    @Test
    void seedOfADeploymentWithoutPacketsKeepsItsPlan() {
        Plan plan = new RandomPlan(7, 60_000, THREE_BROKERS, 1, Repertoire.offeredBy(without(PACKETS))).draw();
        assertThat(Timetable.render(plan)).isEqualTo(List.of("GOLDEN"));
    }

    private static boolean isDeaf(Fault fault) {
        return fault instanceof Fault.Partition partition && partition.style() == Style.DEAF;
    }
}
