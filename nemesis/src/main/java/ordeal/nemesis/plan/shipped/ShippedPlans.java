package ordeal.nemesis.plan.shipped;

import static ordeal.nemesis.plan.shipped.Schedule.WARM_MS;
import static ordeal.nemesis.plan.shipped.Schedule.WARM_UP;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;

/** The directed plans that come with the harness. Each uses three brokers and one topic of one partition. */
public final class ShippedPlans {
    private static final Map<String, String> ONE_PARTITION =
            Map.of("brokers", "3", "topics", "1", "partitions", "1", "warm-up", WARM_UP);
    private static final Map<String, String> ACKS_ALL = Map.of("acks", "all");

    /** Logs are synced, and it is written down how far, within a few hundred milliseconds; Kafka would not begin for half a minute. */
    private static final Map<String, String> SYNCED_OFTEN = Map.of(
            "log.flush.interval.messages", Long.toString(Long.MAX_VALUE),
            "log.flush.interval.ms", "200",
            "log.flush.scheduler.interval.ms", "100",
            "log.flush.offset.checkpoint.interval.ms", "100",
            "log.initial.task.delay.ms", "0");

    /** A loss of power takes a part of the active segment, drawn by batches: in a small one it may be the last batch alone. */
    private static final String ONE_SEGMENT_BYTES = Long.toString(256L << 20);

    private static final PartitionRef PARTITION = PartitionRef.FIRST;

    /**
     * After the sessions of two killed brokers have expired: long enough for the controller's own session to expire as well when it was
     * among them, for an election, and for clients to find the new leader.
     */
    private static final long AFTER_EXPIRY_MS = 4_000;

    private ShippedPlans() {}

    /** All of them. */
    public static List<DirectedPlan> all() {
        return List.of(uncleanElection(), acksOne(), unsyncedTail(), minIsrOne(), oneReplica());
    }

    /** The one of this name. */
    public static Optional<DirectedPlan> named(String name) {
        return all().stream().filter(plan -> plan.name().equals(name)).findFirst();
    }

    /**
     * Only the laggard lives while nobody of the ISR does. With unclean elections it leads, and what it never fetched is cut from the
     * others; without, the partition has no leader until they are back.
     */
    private static DirectedPlan uncleanElection() {
        List<Step> steps = killIsrWhileTheLaggardLives();
        return new DirectedPlan(
                new Plan("unclean-election", 1, 30_000, 3, steps),
                "A follower's fetches are held until it leaves the ISR; then both ISR members are killed and started again"
                        + " only after the laggard has had time to be elected.",
                overrides(Map.of("unclean.leader.election.enable", "true"), ACKS_ALL),
                overrides(Map.of("unclean.leader.election.enable", "false"), ACKS_ALL));
    }

    /** A follower lags until it is out of the ISR; then all that are left in it are dead until their sessions are long gone. */
    static List<Step> killIsrWhileTheLaggardLives() {
        return List.of(
                holdLeadersAnswers("lag", new Target.InSyncFollower(PARTITION, true)),
                new Step(
                        "kill-isr",
                        new Trigger.IsrSize(PARTITION, 2),
                        1_500,
                        20_000,
                        new Fault.Kill(new Target.InSyncReplicas(PARTITION), Restart.LATER)),
                forgetHeld("lag", "kill-isr"),
                new Step(
                        "restart-others",
                        new Trigger.SessionGone(new Target.HitBy("kill-isr")),
                        AFTER_EXPIRY_MS,
                        30_000,
                        new Fault.Start(new Target.HitBy("kill-isr"))));
    }

    /**
     * Both followers hear nothing for less than the lag time, so they stay in the ISR; then the leader dies and one of
     * them leads.
     */
    private static DirectedPlan acksOne() {
        return new DirectedPlan(
                new Plan("acks-one", 1, 20_000, 3, killLeaderWhileFollowersHearNothing()),
                "What the leader answers to its followers' fetches is held for a second, less than the lag time, while"
                        + " clients write; then the leader is killed, and what was held is gone.",
                overrides(Map.of(), Map.of("acks", "1", "enable.idempotence", "false")),
                overrides(Map.of(), ACKS_ALL));
    }

    /** What the leader appends in the last second of its life reaches nobody; nobody lags long enough to leave the ISR. */
    static List<Step> killLeaderWhileFollowersHearNothing() {
        return List.of(
                holdLeadersAnswers("hold-fetches", new Target.InSyncFollowers(PARTITION)),
                new Step(
                        "kill-leader",
                        new Trigger.After("hold-fetches", 1_000),
                        0,
                        5_000,
                        new Fault.Kill(new Target.Leader(PARTITION), Restart.AFTER_SESSION)),
                forgetHeld("hold-fetches", "kill-leader"));
    }

    /** The whole cluster loses power: every in-sync replica loses what it had not synced. */
    private static DirectedPlan unsyncedTail() {
        List<Step> steps = List.of(Step.at(
                "power-loss", WARM_MS + 2_000, new Fault.UnsyncedTailLost(new Target.AllBrokers(), Restart.AT_ONCE)));
        return new DirectedPlan(
                new Plan("unsynced-tail", 1, 20_000, 3, steps),
                "All brokers are killed, each log is cut back towards its last sync, and all are started again.",
                overrides(Map.of(), ACKS_ALL, Map.of("segment-bytes", ONE_SEGMENT_BYTES)),
                overrides(
                        Map.of("log.flush.interval.messages", "1"),
                        ACKS_ALL,
                        Map.of("segment-bytes", ONE_SEGMENT_BYTES)));
    }

    /**
     * The ISR shrinks to the leader, which then loses power. What it took alone and had not synced is gone everywhere; what all had taken
     * before was synced long ago. With two in-sync replicas asked for it takes nothing alone (KAFKA-1555).
     */
    private static DirectedPlan minIsrOne() {
        List<Step> steps = List.of(
                holdLeadersAnswers("lag", new Target.InSyncFollowers(PARTITION)),
                new Step(
                        "power-loss",
                        new Trigger.IsrSize(PARTITION, 1),
                        2_000,
                        20_000,
                        new Fault.UnsyncedTailLost(new Target.Leader(PARTITION), Restart.AFTER_SESSION)),
                forgetHeld("lag", "power-loss"));
        return new DirectedPlan(
                new Plan("min-isr-one", 1, 25_000, 3, steps),
                "What the leader answers to its followers' fetches is held until the ISR is the leader alone; two seconds later"
                        + " it loses power. Logs are synced several times a second.",
                overrides(SYNCED_OFTEN, ACKS_ALL, Map.of("min-insync-replicas", "1")),
                overrides(SYNCED_OFTEN, ACKS_ALL, Map.of("min-insync-replicas", "2")));
    }

    /** The leader loses power, and with it what it had not synced, which nobody else has; with three replicas the others have it. */
    private static DirectedPlan oneReplica() {
        List<Step> steps = List.of(Step.at(
                "power-loss",
                WARM_MS + 2_000,
                new Fault.UnsyncedTailLost(new Target.Leader(PARTITION), Restart.AFTER_SESSION)));
        return new DirectedPlan(
                new Plan("one-replica", 1, 20_000, 3, steps),
                "The leader is killed, its log is cut back towards its last sync, and it is started again when its session is"
                        + " long gone.",
                overrides(Map.of(), ACKS_ALL, withReplicas(1)),
                overrides(Map.of(), ACKS_ALL, withReplicas(3)));
    }

    private static Map<String, String> withReplicas(int replicas) {
        return Map.of(
                "replication-factor",
                Integer.toString(replicas),
                "min-insync-replicas",
                "1",
                "segment-bytes",
                ONE_SEGMENT_BYTES);
    }

    /** What the leader answers to these followers' fetches stays away from the beginning on. */
    private static Step holdLeadersAnswers(String label, Target followers) {
        return Step.at(
                label,
                WARM_MS,
                new Fault.HoldLinks(new Cut.Dialled(followers, new Target.Leader(PARTITION), Direction.ANSWER)));
    }

    /** What a step holds is thrown away as soon as another has taken hold. */
    private static Step forgetHeld(String holding, String after) {
        return new Step(
                "forget-held",
                new Trigger.After(after, 0),
                0,
                5_000,
                new Fault.ReleaseLinks(new Cut.TouchedBy(holding), true));
    }

    private static Overrides overrides(Map<String, String> broker, Map<String, String> producer) {
        return overrides(broker, producer, Map.of());
    }

    private static Overrides overrides(
            Map<String, String> broker, Map<String, String> producer, Map<String, String> topic) {
        Map<String, String> run = new TreeMap<>(ONE_PARTITION);
        run.putAll(topic);
        return new Overrides(broker, producer, run);
    }
}
