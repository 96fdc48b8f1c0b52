package ordeal.nemesis.plan.shipped;

import static ordeal.nemesis.plan.shipped.Schedule.FIRST;
import static ordeal.nemesis.plan.shipped.Schedule.SECOND;
import static ordeal.nemesis.plan.shipped.Schedule.THIRD;
import static ordeal.nemesis.plan.shipped.Schedule.allInSync;
import static ordeal.nemesis.plan.shipped.Schedule.deliver;
import static ordeal.nemesis.plan.shipped.Schedule.hold;
import static ordeal.nemesis.plan.shipped.Schedule.leaderIs;

import java.util.List;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;

/** Plans for bugs of who is controller, and who obeys it. */
final class ControllerBugPlans {
    private ControllerBugPlans() {}

    static List<DirectedPlan> all() {
        return List.of(
                anyRegistrationIsOwn(),
                controllerWithoutEpochCheck(),
                nonAtomicElection(),
                staleControllerObeyed(),
                staleIncarnationObeyed());
    }

    /** The broker comes back while its old session, and the registration of that, still lives. */
    private static DirectedPlan anyRegistrationIsOwn() {
        return Schedule.of(
                        "any-registration-is-own",
                        "A broker is killed and started again at once, before its old session has expired.")
                .broker("zookeeper.session.timeout.ms", "6000")
                .recoveryBound("7s") // with the bug the broker never comes back
                .first("kill-third", new Fault.Kill(THIRD, Restart.AT_ONCE))
                .plan();
    }

    /**
     * The controller hears nothing of ZooKeeper, which goes on hearing it, so its session lives; then it is cut from its peers. An operator
     * deletes {@code /controller}; another broker is elected. The deaf one leads a partition whose followers lag: it changes that
     * ISR through itself, and the write reaches ZooKeeper after the other's election. It is cut from its peers last, and the lag time is
     * long, because links may take seconds to be cut: nobody may leave the ISR before the election.
     */
    private static DirectedPlan controllerWithoutEpochCheck() {
        return Schedule.of(
                        "controller-without-epoch-check",
                        "The controller is deaf to ZooKeeper and cut from its peers; another one is elected; the deaf one goes on"
                                + " changing the ISR of what it leads, for its session lives.")
                .partitions(3) // one for each broker, so that the controller leads one
                .broker("zookeeper.session.timeout.ms", "10000")
                .broker("replica.lag.time.max.ms", "2500")
                .recoveryBound("7s") // with the bug the deaf one's partition never comes back,
                .producer("delivery.timeout.ms", "4000") // nor do the sends to it
                .first(
                        "deaf-to-zookeeper",
                        hold(new Target.Controller(), new Target.ZookeeperLeader(), Direction.ANSWER))
                .after(
                        "deaf-to-zookeeper",
                        0,
                        "cut-peers",
                        hold(new Cut.Isolate(new Target.Controller(), Cut.From.PEERS)))
                .after("cut-peers", 0, "move-controller", new Fault.MoveController())
                .after("move-controller", 4_500, "hear-zookeeper", deliver("deaf-to-zookeeper"))
                .after("hear-zookeeper", 500, "hear-peers", deliver("cut-peers"))
                .plan();
    }

    /** ZooKeeper's log shows the form of each election. */
    private static DirectedPlan nonAtomicElection() {
        return Schedule.of(
                        "non-atomic-election", "An operator deletes /controller twice: other controllers are elected.")
                .first("move-controller", new Fault.MoveController())
                .after("move-controller", 2_000, "move-again", new Fault.MoveController())
                .plan();
    }

    /**
     * The controller tells the second replica of a new leader, and that does not arrive before the next controller has spoken to it, nor
     * before the sender has given up its term and closed the connection.
     */
    private static DirectedPlan staleControllerObeyed() {
        return Schedule.of(
                        "stale-controller-obeyed",
                        "What the controller dials to a broker is held, the controller moves a leadership, another one is elected,"
                                + " and the broker gets the held request a second later.")
                .broker("auto.leader.rebalance.enable", "false") // the schedule moves the leadership
                .first("restart-first", new Fault.GracefulRestart(FIRST))
                .when(leaderIs(SECOND), 0, "seat-controller", new Fault.SeatController(THIRD))
                .when(allInSync(), 0, "hold-control", hold(THIRD, SECOND, Direction.REQUEST))
                .after("hold-control", 200, "move-leader", new Fault.PreferredElection())
                .after("move-leader", 100, "replace-controller", new Fault.SeatController(FIRST))
                .after("replace-controller", 1_000, "deliver-control", deliver("hold-control"))
                .plan();
    }

    /**
     * The controller's first words to the second replica are held, and it does not hear that this one goes and comes again: it repeats
     * them, to the incarnation that it knows of. The second leaves without asking the controller, which could not write anything now. The
     * session is so long that the deaf one does not lose its connection: a write of the ISR whose answer is lost meets a bug of Kafka's.
     * The second has eight seconds to come back, for on a slow machine it took six.
     */
    private static DirectedPlan staleIncarnationObeyed() {
        return Schedule.of(
                        "stale-incarnation-obeyed",
                        "What a new controller dials to a broker is held and the controller is deaf to ZooKeeper while the broker"
                                + " restarts; then the controller repeats to the new incarnation what it wanted to tell the old one.")
                .broker("zookeeper.session.timeout.ms", "20000")
                .broker("controlled.shutdown.enable", "false")
                .first("hold-control", hold(THIRD, SECOND, Direction.REQUEST))
                .after("hold-control", 0, "seat-controller", new Fault.SeatController(THIRD))
                .after(
                        "seat-controller",
                        300,
                        "deaf-to-zookeeper",
                        hold(THIRD, new Target.ZookeeperLeader(), Direction.ANSWER))
                .after("deaf-to-zookeeper", 0, "restart-second", new Fault.GracefulRestart(SECOND))
                .after("restart-second", 8_000, "deliver-control", deliver("hold-control"))
                .after("deliver-control", 1_000, "hear-zookeeper", deliver("deaf-to-zookeeper"))
                .plan();
    }
}
