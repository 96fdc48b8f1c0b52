package ordeal.nemesis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultStatus;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.Test;

class DiskAndClockFaultsTest {
    private static final Target ONE = new Target.Fixed("broker-1");
    private static final Target TWO = new Target.Fixed("broker-2");

    private static List<String> proofs(Rehearsal rehearsal) {
        return rehearsal.last(1).receipts().stream()
                .map(receipt -> receipt.proof())
                .toList();
    }

    @Test
    void aBrokerThatSurvivesAFullDiskIsNotStarted() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.DiskFull(ONE, 2_500));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("fill broker-1", "mend broker-1");
        assertThat(rehearsal.statuses(1)).containsExactly(FaultStatus.INJECTED, FaultStatus.HEALED);
        assertThat(rehearsal.heldMs(1)).isBetween(3_500L, 3_700L);
        assertThat(proofs(rehearsal))
                .containsExactly(
                        "broker-1 has no space left",
                        "broker-1 has a sound disk",
                        "broker-1 is registered with czxid 0x65");
    }

    @Test
    void aBrokerThatDiesOfAFullDiskIsStartedWhenThereIsRoomAgain() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.DiskFull(ONE, 2_500));
        rehearsal.cluster.brokersDieOfFullDisks();
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("fill broker-1", "mend broker-1", "start broker-1");
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(proofs(rehearsal))
                .as("its old registration is no sign of life")
                .last()
                .isEqualTo("broker-1 is registered with czxid 0x3e8");
        assertThat(rehearsal.heldMs(1)).isGreaterThan(2_500 + 4_000);
    }

    @Test
    void aBrokerThatHasDiedOfItsDiskIsNotKilledBeforeTheDiskIsMended() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.DiskError(ONE, 2_500));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("fail broker-1", "mend broker-1", "start broker-1");
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.last(1).dataLosses()).isEmpty();
    }

    @Test
    void aSlowDiskIsMendedUnderALivingBroker() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.SlowDisk(ONE, 65_536, 2_500));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("slow broker-1", "mend broker-1");
        assertThat(rehearsal.heldMs(1)).isBetween(2_500L, 2_600L);
    }

    @Test
    void aDiskFaultThatBreaksIsUndoneAtOnceAndABrokerThatLivesIsKilledForIt() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.DiskError(ONE, 2_500));
        rehearsal.cluster.breaks("fail");
        NemesisSummary summary = rehearsal.run();
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.FAILED);
        assertThat(rehearsal.cluster.log())
                .containsExactly("fail broker-1", "kill broker-1", "mend broker-1", "start broker-1");
        assertThat(summary.healProblems()).isEmpty();
    }

    @Test
    void whatHoldsWhenTheRunIsStoppedIsMendedByTheBarrier() {
        Rehearsal rehearsal = Rehearsal.of(
                2,
                Step.at("1", 500, new Fault.DiskError(ONE, 9_000)),
                Step.at("2", 500, new Fault.DiskFull(TWO, 9_000)));
        rehearsal.cluster.brokersDieOfFullDisks();
        rehearsal.clock.interruptAt(rehearsal.clock.nowNanos() + 3_000_000_000L);
        assertThatThrownBy(rehearsal.runner::run).isInstanceOf(InterruptedException.class);
        assertThat(rehearsal.cluster.log().stream().map(line -> line.split(" while", 2)[0]))
                .containsExactly(
                        "fail broker-1",
                        "fill broker-2",
                        "mend broker-1",
                        "mend broker-2",
                        "start broker-1",
                        "start broker-2");
        assertThat(proofs(rehearsal)).contains("broker-1 has a sound disk");
    }

    @Test
    void aDiskThatCannotBeMendedIsAProblemOfTheBarrier() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.SlowDisk(ONE, 65_536, 1_000));
        rehearsal.cluster.breaks("mend");
        assertThat(rehearsal.run().healProblems())
                .anySatisfy(problem -> assertThat(problem).contains("could not mend the disk of broker-1"));
    }

    @Test
    void aBitIsFlippedOnTheDiskOfADeadBroker() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.BitRot(ONE, Restart.AT_ONCE));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("kill broker-1", "flip broker-1", "start broker-1");
        assertThat(rehearsal.last(1).dataLosses())
                .extracting(FaultEvent.DataLoss::firstOffset)
                .containsExactly(5L);
    }

    @Test
    void aContainerIsMadeAnewForADeadNode() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.Recreate(ONE, Restart.AT_ONCE));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("kill broker-1", "recreate broker-1", "start broker-1");
        assertThat(proofs(rehearsal)).contains("broker-1 has another container");
    }

    @Test
    void disksBeyondTheBudgetAreWipedWhenAllTheirBrokersAreDeadAndNobodyElseIsFaulty() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.Pause(ONE, 4_000)),
                Step.at(
                        "2",
                        1_000,
                        new Fault.WipeDisks(new Target.InSyncReplicas(PartitionRef.FIRST), Restart.AT_ONCE)));
        rehearsal.run();
        assertThat(rehearsal.last(2).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.last(2).injectedNanos())
                .isGreaterThan(rehearsal.last(1).healedNanos());
        assertThat(rehearsal.last(2).targets()).hasSize(3);
        List<String> log = rehearsal.cluster.log();
        assertThat(log.stream().map(line -> line.split(" ", 2)[0]))
                .containsExactly(
                        "pause", "resume", "kill", "kill", "kill", "wipe", "wipe", "wipe", "start", "start", "start");
    }

    @Test
    void aFaultWithinTheBudgetIsStillHeldToIt() {
        Rehearsal rehearsal =
                Rehearsal.of(new Fault.WipeDisk(new Target.InSyncReplicas(PartitionRef.FIRST), Restart.AT_ONCE));
        rehearsal.run();
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.SKIPPED);
        assertThat(rehearsal.last(1).reason()).contains("the budget is 1");
    }

    @Test
    void aClockDriftsAndIsSetRight() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.DriftClock(ONE, 10, 3_000));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("drift broker-1", "restore broker-1");
    }

    @Test
    void aClockIsOneFaultsAtATime() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.ShiftClock(ONE, 5_000, 3_000)),
                Step.at("2", 1_000, new Fault.DriftClock(ONE, 10, 3_000)));
        rehearsal.run();
        assertThat(rehearsal.cluster.log())
                .containsExactly("shift broker-1", "restore broker-1", "drift broker-1", "restore broker-1");
    }

    @Test
    void theClockOfADeadBrokerIsNotMoved() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.Kill(ONE, Restart.AFTER_SESSION)),
                Step.at("2", 1_000, new Fault.ShiftClock(ONE, 5_000, 1_000)));
        rehearsal.run();
        assertThat(rehearsal.last(2).injectedNanos())
                .isGreaterThanOrEqualTo(rehearsal.last(1).healedNanos());
    }

    @Test
    void aBrokerWithASpoiltDiskIsNobodyElses() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.SlowDisk(ONE, 65_536, 3_000)),
                Step.at("2", 1_000, new Fault.Kill(ONE, Restart.AT_ONCE)));
        rehearsal.run();
        assertThat(rehearsal.cluster.log())
                .containsExactly("slow broker-1", "mend broker-1", "kill broker-1", "start broker-1");
    }
}
