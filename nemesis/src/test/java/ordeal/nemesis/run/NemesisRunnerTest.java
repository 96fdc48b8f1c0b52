package ordeal.nemesis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.port.Capability;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultStatus;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Receipt;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.Test;

class NemesisRunnerTest {
    private static final Target ONE = new Target.Fixed("broker-1");
    private static final Target TWO = new Target.Fixed("broker-2");
    private static final Target THREE = new Target.Fixed("broker-3");
    private static final PartitionRef TOPIC_0 = new PartitionRef("topic-0");

    private static Fault.Partition isolate(Target target, long durationMs) {
        return new Fault.Partition(new Cut.Isolate(target, Cut.From.PEERS), Fault.Partition.Style.HOLD, durationMs);
    }

    @Test
    void pauseLastsAsLongAsPlannedAndCarriesItsReceipt() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.Pause(ONE, 2_500));
        NemesisSummary summary = rehearsal.run();
        assertThat(rehearsal.statuses(1)).containsExactly(FaultStatus.INJECTED, FaultStatus.HEALED);
        assertThat(rehearsal.heldMs(1)).isBetween(2_500L, 2_600L);
        FaultEvent event = rehearsal.last(1);
        assertThat(event.targets()).containsExactly("broker-1");
        assertThat(event.receipts()).extracting("proof").containsExactly("broker-1 is in state T");
        assertThat(event.kind()).isEqualTo("pause");
        assertThat(summary).isEqualTo(new NemesisSummary(List.of(), List.of()));
    }

    @Test
    void killAfterSessionStartsOnlyWhenTheRegistrationIsGone() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.Kill(ONE, Restart.AFTER_SESSION));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("kill broker-1", "start broker-1");
        assertThat(rehearsal.heldMs(1)).isBetween(7_000L, 7_500L);
    }

    @Test
    void killAtOnceStartsAtOnceAndIsHealedOnceRegisteredAnew() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.Kill(ONE, Restart.AT_ONCE));
        rehearsal.run();
        assertThat(rehearsal.heldMs(1)).isBetween(4_000L, 4_500L);
        assertThat(rehearsal.last(1).receipts())
                .extracting("proof")
                .containsExactly("broker-1 is gone", "broker-1 is registered with czxid 0x3e8");
    }

    @Test
    void aNodeIsWaitedForUntilItIsBackOrItsBoundHasPassed() {
        Fault.Kill kill = new Fault.Kill(ONE, Restart.AT_ONCE);
        Rehearsal back = Rehearsal.withBackBound(5_000, kill);
        back.run();
        assertThat(back.heldMs(1)).isBetween(4_000L, 4_500L);
        assertThat(back.last(1).receipts()).hasSize(2);

        Rehearsal late = Rehearsal.withBackBound(3_000, kill);
        late.run();
        assertThat(late.heldMs(1)).isBetween(3_000L, 3_200L);
        assertThat(late.last(1).receipts()).extracting("proof").containsExactly("broker-1 is gone");
    }

    @Test
    void gracefulRestartWaitsForTheEnd() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.GracefulRestart(ONE));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("stop broker-1", "start broker-1");
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
    }

    @Test
    void rollingRestartTakesOneAfterTheOther() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.RollingRestart());
        rehearsal.run();
        assertThat(rehearsal.cluster.log())
                .containsExactly(
                        "stop broker-1",
                        "start broker-1",
                        "stop broker-2",
                        "start broker-2",
                        "stop broker-3",
                        "start broker-3");
    }

    @Test
    void unsyncedTailIsCutFromTheDeadAndNotedAsDataLoss() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.UnsyncedTailLost(ONE, Restart.AFTER_SESSION));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("kill broker-1", "cut broker-1", "start broker-1");
        FaultEvent event = rehearsal.last(1);
        assertThat(event.dataLosses()).hasSize(1).allSatisfy(loss -> {
            assertThat(loss.broker()).isEqualTo(1);
            assertThat(loss.partition()).isEqualTo("topic-0");
            assertThat(loss.firstOffset()).isEqualTo(10);
            assertThat(loss.lostBytes()).isEqualTo(64);
        });
    }

    @Test
    void secondBrokerWaitsUntilTheFirstIsBackInSync() {
        Rehearsal rehearsal = Rehearsal.of(
                1, Step.at("1", 500, new Fault.Pause(ONE, 4_000)), Step.at("2", 2_000, new Fault.Pause(TWO, 1_000)));
        rehearsal.run();
        assertThat(rehearsal.last(2).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.last(2).injectedNanos() - rehearsal.last(1).healedNanos())
                .isGreaterThanOrEqualTo(1_000_000_000L);
        assertThat(rehearsal.cluster.log()).noneMatch(line -> line.contains("unwell"));
    }

    @Test
    void aControllerThatTheOperatorWouldRatherLeaveIsMovedLater() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.MoveController());
        rehearsal.cluster.controllerSettlesAt(2_000_000_000L);
        rehearsal.run();
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.last(1).injectedNanos()).isBetween(2_000_000_000L, 2_100_000_000L);
    }

    @Test
    void aControllerIsSeatedByDeletingThoseBeforeIt() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.SeatController(THREE));
        rehearsal.run();
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.last(1).receipts()).containsExactly(new Receipt("broker-3 is controller"));
        assertThat(rehearsal.cluster.log()).containsExactly("delete /controller", "delete /controller");
    }

    @Test
    void aControllerThatIsNotWantedIsGivenItsTimeBeforeTheNextIsElected() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.SeatController(THREE));
        rehearsal.cluster.controllersSettleIn(2_000_000_000L);
        rehearsal.run();
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.cluster.log()).containsExactly("delete /controller", "delete /controller");
        assertThat(rehearsal.last(1).injectedNanos() - rehearsal.last(1).plannedNanos())
                .isBetween(2_000_000_000L, 3_000_000_000L);
    }

    @Test
    void aControllerThatIsWantedIsLeftAlone() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.SeatController(ONE));
        rehearsal.run();
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.cluster.log()).isEmpty();
    }

    @Test
    void aDeadBrokerIsNeverSeated() {
        Rehearsal rehearsal = Rehearsal.of(
                3,
                Step.at("kill", 500, new Fault.Kill(THREE, Restart.LATER)),
                Step.at("seat", 1_000, new Fault.SeatController(THREE)));
        rehearsal.run();
        assertThat(rehearsal.last(2).status()).isEqualTo(FaultStatus.FAILED);
        assertThat(rehearsal.last(2).reason()).contains("none of [broker-3] was elected within 30000 ms");
    }

    @Test
    void anElectionNeedsNoOtherBrokerToBeAnswered() {
        Rehearsal peers = Rehearsal.of(
                3,
                Step.at("1", 500, new Fault.HoldLinks(new Cut.Isolate(new Target.Controller(), Cut.From.PEERS))),
                Step.at("2", 1_000, new Fault.PreferredElection()));
        peers.cluster.secondReplicasLead();
        peers.run();
        assertThat(peers.last(2).status()).isEqualTo(FaultStatus.HEALED);
        for (Cut.From from : List.of(Cut.From.CLIENTS, Cut.From.ZOOKEEPER)) {
            Rehearsal cut = Rehearsal.of(
                    3,
                    Step.at("1", 500, new Fault.HoldLinks(new Cut.Isolate(new Target.Controller(), from))),
                    new Step("2", new Trigger.At(600), 0, 1_000, new Fault.PreferredElection()));
            cut.cluster.secondReplicasLead();
            cut.run();
            assertThat(cut.last(2).reason()).contains("cut off");
        }
    }

    @Test
    void anElectionIsAskedOfAControllerOnlyWhenItCanAnswer() {
        Rehearsal paused = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.Pause(new Target.Controller(), 2_000)),
                Step.at("2", 1_000, new Fault.PreferredElection()));
        paused.cluster.secondReplicasLead();
        paused.run();
        assertThat(paused.last(2).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(paused.last(2).injectedNanos())
                .isGreaterThanOrEqualTo(paused.last(1).healedNanos());
    }

    @Test
    void anElectionIsNotAskedOfAControllerThatIsBeingRestarted() {
        Rehearsal killed = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.Kill(new Target.Controller(), Restart.AT_ONCE)),
                Step.at("2", 1_000, new Fault.PreferredElection()));
        killed.cluster.secondReplicasLead();
        killed.run();
        assertThat(killed.last(2).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(killed.last(1).targets()).containsExactly("broker-1");
        assertThat(killed.last(2).targets())
                .as("another one is controller by then")
                .doesNotContain("broker-1");
    }

    @Test
    void anElectionDoesNotWaitForAnybodyButTheController() {
        Rehearsal other = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.Pause(new Target.NonController(), 2_000)),
                Step.at("2", 1_000, new Fault.PreferredElection()));
        other.cluster.secondReplicasLead();
        other.run();
        assertThat(other.last(2).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(other.last(2).injectedNanos()).isLessThan(other.last(1).healedNanos());
    }

    @Test
    void anElectionIsLeftOutWhereItWouldMoveNobody() {
        Step election = new Step("2", new Trigger.At(1_000), 0, 2_000, new Fault.PreferredElection());
        Rehearsal allPreferred = Rehearsal.of(1, election);
        allPreferred.run();
        assertThat(allPreferred.last(1).status()).isEqualTo(FaultStatus.SKIPPED);
        assertThat(allPreferred.last(1).reason()).contains("led by its preferred replica");
        assertThat(allPreferred.cluster.log()).isEmpty();

        Rehearsal preferredAreAway = Rehearsal.of(
                3,
                Step.at("1", 500, new Fault.Kill(ONE, Restart.LATER)),
                new Step("2", new Trigger.At(5_000), 0, 2_000, new Fault.PreferredElection()));
        preferredAreAway.run();
        assertThat(preferredAreAway.last(2).status()).isEqualTo(FaultStatus.SKIPPED);
        assertThat(preferredAreAway.last(2).reason()).contains("or that one cannot lead");
    }

    @Test
    void anElectionMovesNobodyToAReplicaOutsideTheIsr() {
        Rehearsal lags = onePartition(
                1,
                Step.at("1", 500, new Fault.HoldLinks(new Cut.Isolate(ONE, Cut.From.PEERS))),
                new Step("2", new Trigger.At(4_000), 0, 2_000, new Fault.PreferredElection()));
        lags.cluster.secondReplicasLead();
        lags.run();
        assertThat(lags.last(2).status()).isEqualTo(FaultStatus.SKIPPED);
        assertThat(lags.last(2).reason()).contains("or that one cannot lead");
    }

    @Test
    void anElectionMovesNobodyToTheLastOfTheIsrWhileItIsDead() {
        Rehearsal dead = onePartition(
                3,
                Step.at("1", 500, new Fault.Kill(TWO, Restart.LATER)),
                Step.at("2", 500, new Fault.Kill(THREE, Restart.LATER)),
                Step.at("3", 6_000, new Fault.Kill(ONE, Restart.LATER)),
                Step.at("4", 6_500, new Fault.Start(new Target.HitBy("1"))),
                new Step("5", new Trigger.At(15_000), 0, 2_000, new Fault.PreferredElection()));
        dead.run();
        assertThat(dead.last(5).status()).isEqualTo(FaultStatus.SKIPPED);
        assertThat(dead.last(5).reason()).contains("or that one cannot lead");
    }

    private static Rehearsal onePartition(int budget, Step... steps) {
        return new Rehearsal(new Plan("test", 1, 20_000, budget, List.of(steps)), 3, 1, 1);
    }

    @Test
    void anElectionWaitsForTheFirstPreferredReplicaThatCanLead() {
        Rehearsal comesBack = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.Kill(ONE, Restart.AFTER_SESSION)),
                new Step("2", new Trigger.At(5_000), 0, 15_000, new Fault.PreferredElection()));
        comesBack.run();
        assertThat(comesBack.last(2).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(comesBack.last(2).injectedNanos())
                .isGreaterThanOrEqualTo(comesBack.last(1).healedNanos());
    }

    @Test
    void twoBrokersAtOnceAreFineWithABudgetOfTwo() {
        Rehearsal rehearsal = Rehearsal.of(
                2, Step.at("1", 500, new Fault.Pause(ONE, 4_000)), Step.at("2", 1_000, new Fault.Pause(TWO, 1_000)));
        rehearsal.run();
        assertThat(rehearsal.last(2).injectedNanos())
                .isLessThan(rehearsal.last(1).healedNanos());
    }

    @Test
    void aBudgetOfAllBrokersHoldsNothingBack() {
        Fault between = new Fault.HoldLinks(new Cut.OneWay(ONE, TWO));
        Fault others = new Fault.HoldLinks(new Cut.OneWay(TWO, THREE));
        Fault third = new Fault.HoldLinks(new Cut.OneWay(THREE, ONE));
        Rehearsal all =
                Rehearsal.of(3, Step.at("1", 500, between), Step.at("2", 600, others), Step.at("3", 700, third));
        all.run();
        assertThat(all.last(3).injectedNanos() - all.last(3).plannedNanos()).isLessThan(100_000_000L);
        Rehearsal two =
                Rehearsal.of(2, Step.at("1", 500, between), Step.at("2", 600, others), Step.at("3", 700, third));
        two.run();
        assertThat(two.last(3).status()).isEqualTo(FaultStatus.SKIPPED);
    }

    @Test
    void faultHeldBackTooLongIsSkippedWithTheReason() {
        Rehearsal rehearsal = Rehearsal.of(
                1, Step.at("1", 500, new Fault.Pause(ONE, 15_000)), Step.at("2", 1_000, new Fault.Pause(TWO, 1_000)));
        rehearsal.run();
        assertThat(rehearsal.statuses(2)).containsExactly(FaultStatus.SKIPPED);
        assertThat(rehearsal.last(2).reason()).contains("the budget is 1 and broker-1 is faulty");
        assertThat(rehearsal.ended(FaultStatus.SKIPPED)).isEqualTo(1);
    }

    @Test
    void controllerMoveAndZookeeperFaultNeedNoBudget() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("1", 500, new Fault.Pause(TWO, 5_000)),
                Step.at("2", 1_000, new Fault.MoveController()),
                Step.at("3", 1_500, new Fault.ZookeeperPause(new Target.ZookeeperLeader(), 1_000)));
        rehearsal.run();
        assertThat(rehearsal.last(2).healedNanos()).isLessThan(rehearsal.last(1).healedNanos());
        assertThat(rehearsal.last(3).healedNanos()).isLessThan(rehearsal.last(1).healedNanos());
    }

    @Test
    void faultWithNobodyToHitIsSkipped() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.Pause(new Target.Fixed("broker-9"), 1_000));
        rehearsal.run();
        assertThat(rehearsal.last(1).reason()).contains("nobody to hit");
    }

    @Test
    void injectorThatThrowsFailsItsFaultAloneAndIsUndone() {
        Rehearsal rehearsal = Rehearsal.of(
                1, Step.at("1", 500, new Fault.Pause(ONE, 1_000)), Step.at("2", 5_000, new Fault.MoveController()));
        rehearsal.cluster.breaks("pause");
        rehearsal.run();
        assertThat(rehearsal.statuses(1)).containsExactly(FaultStatus.FAILED);
        assertThat(rehearsal.last(1).reason()).isEqualTo("the test broke pause");
        assertThat(rehearsal.cluster.log()).contains("resume broker-1");
        assertThat(rehearsal.last(2).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.ended(FaultStatus.FAILED)).isEqualTo(1);
    }

    @Test
    void partitionWithoutProofHasFailedAndItsLinksAreOpen() {
        Rehearsal rehearsal = Rehearsal.of(isolate(ONE, 2_000));
        rehearsal.cluster.breaks("prove");
        rehearsal.run();
        assertThat(rehearsal.statuses(1)).containsExactly(FaultStatus.FAILED);
        assertThat(rehearsal.cluster.linksAreOpen()).isTrue();
    }

    @Test
    void unavailableFaultIsSkippedAndNeverTried() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.Pause(ONE, 1_000));
        rehearsal.cluster.cannot(Capability.PROCESS_PAUSE);
        rehearsal.run();
        assertThat(rehearsal.last(1).reason()).contains("unavailable", "not in this test");
        assertThat(rehearsal.cluster.log()).isEmpty();
    }

    @Test
    void restoringOnePartitionLeavesAnOverlappingOneInForce() {
        Rehearsal rehearsal =
                Rehearsal.of(1, Step.at("1", 500, isolate(ONE, 2_000)), Step.at("2", 1_000, isolate(ONE, 4_000)));
        List<String> whole = new ArrayList<>();
        rehearsal.clock.onTick(() -> {
            if (rehearsal.events.stream().anyMatch(e -> e.id() == 1 && e.status() == FaultStatus.HEALED)
                    && rehearsal.events.stream().noneMatch(e -> e.id() == 2 && e.status() == FaultStatus.HEALED)) {
                whole.add(rehearsal.cluster.linksAreOpen() ? "open" : "cut");
            }
        });
        rehearsal.run();
        assertThat(whole).isNotEmpty().containsOnly("cut");
        assertThat(rehearsal.cluster.linksAreOpen()).isTrue();
    }

    @Test
    void triggersFollowWhatIsSeen() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("kill", 500, new Fault.Kill(new Target.Leader(TOPIC_0), Restart.LATER)),
                new Step("next", new Trigger.LeaderChanged(TOPIC_0), 500, 10_000, new Fault.MoveController()),
                new Step(
                        "start",
                        new Trigger.After("next", 1_000),
                        0,
                        5_000,
                        new Fault.Start(new Target.HitBy("kill"))));
        rehearsal.run();
        assertThat(rehearsal.cluster.log()).containsExactly("kill broker-1", "delete /controller", "start broker-1");
        assertThat(rehearsal.last().values()).allMatch(event -> event.status() == FaultStatus.HEALED);
        assertThat(rehearsal.last(2).injectedNanos() - rehearsal.last(1).injectedNanos())
                .isBetween(3_500_000_000L, 3_800_000_000L);
    }

    @Test
    void aStepWaitsForAReplicaToBeBackInTheIsr() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("kill", 500, new Fault.Kill(TWO, Restart.AFTER_SESSION)),
                new Step("gone", new Trigger.IsrWithout(TOPIC_0, TWO), 0, 10_000, new Fault.MoveController()),
                new Step("back", new Trigger.IsrWith(TOPIC_0, TWO), 0, 20_000, new Fault.MoveController()));
        rehearsal.run();
        assertThat(rehearsal.last().values()).allMatch(event -> event.status() == FaultStatus.HEALED);
        assertThat(rehearsal.last(3).injectedNanos() - rehearsal.last(1).injectedNanos())
                .isGreaterThanOrEqualTo(8_000_000_000L);
    }

    @Test
    void triggerThatNeverFiresIsSkippedAndWhatReliesOnItToo() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                new Step("never", new Trigger.IsrSize(TOPIC_0, 1), 0, 2_000, new Fault.MoveController()),
                new Step("then", new Trigger.After("never", 10), 0, 2_000, new Fault.MoveController()));
        rehearsal.run();
        assertThat(rehearsal.last(1).reason()).contains("did not fire within 2000 ms");
        assertThat(rehearsal.last(2).reason()).isEqualTo("step 'never' was not injected");
    }

    @Test
    void planWithoutFaultsLastsItsTime() {
        Rehearsal rehearsal = Rehearsal.of(1);
        assertThat(lastedMs(rehearsal)).isBetween(20_000L, 20_100L);
        assertThat(rehearsal.events).isEmpty();
    }

    @Test
    void planWithFaultsIsOverWithTheLast() {
        assertThat(lastedMs(Rehearsal.of(new Fault.MoveController()))).isLessThan(19_000L);
    }

    private static long lastedMs(Rehearsal rehearsal) {
        long startNanos = rehearsal.clock.nowNanos();
        rehearsal.run();
        return (rehearsal.clock.nowNanos() - startNanos) / 1_000_000;
    }

    @Test
    void heldLinksAreReleasedByALaterStep() {
        Rehearsal rehearsal = Rehearsal.of(
                1,
                Step.at("hold", 500, new Fault.HoldLinks(new Cut.Isolate(ONE, Cut.From.CLIENTS))),
                new Step(
                        "release",
                        new Trigger.BytesHeld("hold", 100),
                        1_000,
                        5_000,
                        new Fault.ReleaseLinks(new Cut.TouchedBy("hold"), false)));
        rehearsal.run();
        assertThat(rehearsal.heldMs(1)).isBetween(1_000L, 1_300L);
        assertThat(rehearsal.last(1).heldLinks())
                .extracting(Link::toString)
                .containsExactly("clients -> broker-1", "clients <- broker-1");
        assertThat(rehearsal.last(2).heldLinks()).isEmpty();
        assertThat(rehearsal.last(2).receipts())
                .extracting("proof")
                .containsExactly("2 links held 200 bytes, which were delivered");
    }

    @Test
    void whatNoStepUndoesIsUndoneByTheBarrier() {
        Rehearsal rehearsal = Rehearsal.of(
                2,
                Step.at("1", 500, new Fault.Kill(ONE, Restart.LATER)),
                Step.at("2", 600, new Fault.HoldLinks(new Cut.Isolate(TWO, Cut.From.CLIENTS))));
        rehearsal.run();
        assertThat(rehearsal.last().values()).hasSize(2).allMatch(event -> event.status() == FaultStatus.HEALED);
        assertThat(rehearsal.cluster.log()).endsWith("start broker-1");
    }

    @Test
    void interruptedRunHealsEverythingAndSaysSo() {
        Rehearsal rehearsal = Rehearsal.of(
                2,
                Step.at("1", 500, new Fault.Pause(ONE, 10_000)),
                Step.at("2", 600, isolate(TWO, 10_000)),
                Step.at("3", 9_000, new Fault.MoveController()));
        rehearsal.clock.interruptAt(rehearsal.clock.nowNanos() + 3_000_000_000L);
        assertThatThrownBy(rehearsal.runner::run).isInstanceOf(InterruptedException.class);
        assertThat(rehearsal.cluster.log()).contains("resume broker-1", "links {}");
        assertThat(rehearsal.last(1).status()).isEqualTo(FaultStatus.HEALED);
        assertThat(rehearsal.last(3).reason()).contains("the run ended");
    }

    @Test
    void barrierTellsWhatItCouldNotUndo() {
        Rehearsal rehearsal = Rehearsal.of(1, Step.at("1", 500, new Fault.Kill(ONE, Restart.LATER)));
        rehearsal.cluster.breaks("start");
        assertThat(rehearsal.run().healProblems())
                .anySatisfy(problem -> assertThat(problem).contains("could not start broker-1"));
    }

    @Test
    void currentFaultsAreThoseThatHold() {
        Rehearsal rehearsal = Rehearsal.of(new Fault.Pause(ONE, 2_000));
        List<List<String>> seen = new ArrayList<>();
        rehearsal.clock.onTick(() -> seen.add(rehearsal.runner.current()));
        rehearsal.run();
        assertThat(seen).contains(List.of(), List.of("pause broker-1 for 2.0 s: broker-1"));
        assertThat(rehearsal.runner.current()).isEmpty();
    }
}
