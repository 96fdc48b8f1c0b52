package ordeal.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
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
        return capability ->
                missing.contains(capability) ? new Availability.Unavailable("not here") : new Availability.Available();
    }

    private static Stream<Fault> faults(long seed, Set<Capability> missing) {
        Repertoire repertoire = Repertoire.offeredBy(without(missing));
        return new RandomPlan(seed, 300_000, THREE_BROKERS, 1, repertoire)
                .draw().steps().stream().map(Step::fault);
    }

    @Test
    void deploymentThatCanDoEverythingGetsEverything() {
        Repertoire repertoire = Repertoire.offeredBy(without(Set.of()));
        assertThat(repertoire.kinds()).isEqualTo(RandomPlan.DEFAULT_KINDS);
        assertThat(repertoire.styles()).containsExactlyInAnyOrder(Style.values());
    }

    @Test
    void harmlessIsWhatThePromisesMustStandUnder() {
        Repertoire repertoire = Repertoire.harmlessOfferedBy(without(Set.of(Capability.DISK_ERROR)));
        assertThat(repertoire.kinds())
                .contains(FaultKind.DISK_FULL, FaultKind.RECREATE, FaultKind.DRIFT_CLOCK, FaultKind.ROLLING_RESTART)
                .doesNotContain(FaultKind.DISK_ERROR)
                .noneMatch(FaultKind::isDestructive);
    }

    @Test
    void packetsThatAreMeddledWithAndSessionsThatEndAreForThoseWhoAskForAll() {
        Set<FaultKind> packets = EnumSet.of(FaultKind.REORDER_LINK, FaultKind.DUPLICATE_LINK, FaultKind.CORRUPT_LINK);
        Repertoire whole = Repertoire.harmlessOfferedBy(without(Set.of()));
        assertThat(whole.kinds()).containsAll(packets).contains(FaultKind.EXPIRE_SESSION);
        Repertoire streams = Repertoire.harmlessOfferedBy(
                without(EnumSet.of(Capability.LINK_REORDER, Capability.LINK_DUPLICATE, Capability.LINK_CORRUPT)));
        assertThat(streams.kinds()).doesNotContainAnyElementsOf(packets).contains(FaultKind.EXPIRE_SESSION);
        assertThat(RandomPlan.DEFAULT_KINDS)
                .doesNotContainAnyElementsOf(packets)
                .doesNotContain(FaultKind.EXPIRE_SESSION);
    }

    @Test
    void everythingIsEveryKindThatCanBeDrawn() {
        Repertoire repertoire = Repertoire.everythingOfferedBy(without(Set.of(Capability.CLOCK)));
        assertThat(repertoire.kinds())
                .contains(FaultKind.BIT_ROT, FaultKind.WIPE_DISKS, FaultKind.KILL)
                .doesNotContain(FaultKind.LEAP_CLOCK, FaultKind.HOLD_LINKS, FaultKind.START);
    }

    @Test
    void onlyBitRotDisksBeyondTheBudgetAndLeapsOfClocksMayBreakAPromise() {
        assertThat(Stream.of(FaultKind.values()).filter(FaultKind::isDestructive))
                .containsExactly(FaultKind.BIT_ROT, FaultKind.WIPE_DISKS, FaultKind.LEAP_CLOCK);
    }

    @Test
    void whatADeploymentCannotDoIsLeftOut() {
        Repertoire repertoire = Repertoire.offeredBy(without(Set.of(Capability.LINK_DELAY, Capability.LINK_DEAF)));
        assertThat(repertoire.kinds()).doesNotContain(FaultKind.SLOW_LINK).contains(FaultKind.LOSSY_LINK);
        assertThat(repertoire.styles()).containsExactlyInAnyOrder(Style.HOLD, Style.RESET, Style.REFUSE);
    }

    @Test
    void streamsAreNotDrawnDeafBecauseTheyAreWhenTheyAreHeld() {
        assertThat(Repertoire.offeredBy(without(Set.of(Capability.LINK_LOSS))).styles())
                .containsExactlyInAnyOrder(Style.HOLD, Style.RESET, Style.REFUSE);
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
        assertThat(Timetable.render(plan)).isEqualTo("""
                        plan random, seed 7: 12 faults in 60 s, at most 1 broker faulty at once
                          1  at 1.100 s   pause               pause the leader of a partition for 2.8 s
                          2  at 3.329 s   move-controller     delete /controller
                          3  at 7.193 s   kill                kill the leader of a partition, start again after the session has expired
                          4  at 10.166 s  move-controller     delete /controller
                          5  at 18.032 s  unsynced-tail-lost  kill the leader of a partition and cut the unsynced tail, start again after the session has expired
                          6  at 18.986 s  preferred-election  elect the preferred leaders
                          7  at 28.646 s  restart             restart an in-sync follower of a partition gracefully
                          8  at 30.104 s  move-controller     delete /controller
                          9  at 37.239 s  partition           cut what an in-sync follower of a partition sends to the controller (hold) for 1.6 s
                         10  at 42.307 s  slow-link           delay by 531-745 ms the links between the leader of a partition and clients for 5.2 s
                         11  at 49.235 s  pause               pause the controller for 4.8 s
                         12  at 52.737 s  zookeeper-kill      kill the ZooKeeper leader for 3.5 s
                             at the end: heal everything
                        """.lines().toList());
    }

    private static boolean isDeaf(Fault fault) {
        return fault instanceof Fault.Partition partition && partition.style() == Style.DEAF;
    }
}
