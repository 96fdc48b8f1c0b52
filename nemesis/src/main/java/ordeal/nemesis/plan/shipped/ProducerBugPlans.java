package ordeal.nemesis.plan.shipped;

import static ordeal.nemesis.plan.shipped.Schedule.LEADER;
import static ordeal.nemesis.plan.shipped.Schedule.discard;
import static ordeal.nemesis.plan.shipped.Schedule.hitBy;
import static ordeal.nemesis.plan.shipped.Schedule.hold;

import java.util.List;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.target.Cut;

/** Plans for bugs of what is remembered of idempotent producers. */
final class ProducerBugPlans {
    private ProducerBugPlans() {}

    static List<DirectedPlan> all() {
        return List.of(sequencesIgnored(), sequencesLostOnFailover());
    }

    /** Producers wait two seconds for an answer, then send again what the leader has long appended. */
    private static DirectedPlan sequencesIgnored() {
        return Schedule.of(
                        "sequences-ignored",
                        "What the leader answers to clients is held for longer than a producer waits, and then thrown away.")
                .producer("max.in.flight.requests.per.connection", "5")
                .first("hold-answers", hold(new Cut.ClientAnswers(LEADER)))
                .after("hold-answers", 3_000, "forget-answers", discard("hold-answers"))
                .plan();
    }

    /** What was appended and replicated in the last second of the leader's life is sent again to the next one. */
    private static DirectedPlan sequencesLostOnFailover() {
        return Schedule.of(
                        "sequences-lost-on-failover",
                        "What the leader answers to clients is held for a second, and the leader killed: producers send again to"
                                + " the next leader what it has fetched already.")
                .first("hold-answers", hold(new Cut.ClientAnswers(LEADER)))
                .after(
                        "hold-answers",
                        1_000,
                        "kill-leader",
                        new Fault.Kill(hitBy("hold-answers"), Restart.AFTER_SESSION))
                .after("kill-leader", 0, "forget-answers", discard("hold-answers"))
                .plan();
    }
}
