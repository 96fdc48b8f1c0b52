package ordeal.nemesis.run;

import java.util.Collection;
import java.util.Optional;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.fault.Script;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.ClusterState.PartitionState;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.OperatorControl;

/**
 * Whether an operator's fault can be carried out now, or would only fail because nobody answers, or change nothing.
 *
 * @param nodes what the nemesis has done to nodes
 * @param operator asked whether it would rather leave the controller where it is
 */
record OperatorReadiness(NodeLedger nodes, OperatorControl operator) {
    /** Why a fault must wait; empty when it need not, and for every fault that is not an operator's. */
    Optional<String> objection(FaultKind kind, Script script, Collection<Script> underWay, ClusterState state)
            throws InterruptedException {
        if (kind == FaultKind.MOVE_CONTROLLER || kind == FaultKind.SEAT_CONTROLLER) {
            return answers(state) ? operator.reasonToLeaveController() : silence();
        }
        if (kind == FaultKind.EXPIRE_SESSION) {
            return answers(state) ? objectionToExpiry(script, state) : silence();
        }
        if (kind == FaultKind.PREFERRED_ELECTION) {
            return answers(state) ? controllerOutOfAction(script, underWay).or(() -> nobodyToMove(state)) : silence();
        }
        return Optional.empty();
    }

    /** The view may not have noticed yet what was done to the ensemble a moment ago. */
    private boolean answers(ClusterState state) {
        return state.current() && !nodes.lacksQuorum(state.zookeepers());
    }

    private static Optional<String> silence() {
        return Optional.of("ZooKeeper does not answer");
    }

    /** A broker without a registration has no session that is known; a controller that loses its session is moved. */
    private Optional<String> objectionToExpiry(Script script, ClusterState state) throws InterruptedException {
        for (Node broker : script.targets()) {
            if (!state.registered(broker.id())) {
                return Optional.of(broker + " is not registered: it has no session to lose");
            }
            if (state.controller().stream().anyMatch(id -> id == broker.id())) {
                return operator.reasonToLeaveController();
            }
        }
        return Optional.empty();
    }

    /**
     * An election is asked of the controller, which may be out of action or behind links to clients or ZooKeeper that another fault holds or
     * slows. It needs no other broker to answer.
     */
    private Optional<String> controllerOutOfAction(Script script, Collection<Script> underWay) {
        return script.targets().stream()
                .filter(node -> nodes.isOut(node) || underWay.stream().anyMatch(other -> hits(other, node)))
                .findFirst()
                .map(node -> "the controller, " + node + ", is dead, paused, being restarted or cut off");
    }

    /** An election that moves no leader is no fault, whatever the controller answers. */
    private static Optional<String> nobodyToMove(ClusterState state) {
        return state.partitions().values().stream().anyMatch(partition -> isMovable(partition, state))
                ? Optional.empty()
                : Optional.of("each partition is led by its preferred replica, or that one cannot lead");
    }

    private static boolean isMovable(PartitionState partition, ClusterState state) {
        return partition.replicas().stream()
                .limit(1)
                .anyMatch(preferred -> state.registered(preferred)
                        && partition.isr().contains(preferred)
                        && partition.leader().stream().noneMatch(leader -> leader == preferred));
    }

    /** Whether a fault has a node's process or its links to clients or ZooKeeper. */
    private static boolean hits(Script script, Node node) {
        return script.processes().contains(node)
                || script.links().stream()
                        .anyMatch(link -> (link.server().equals(node.name())
                                        && link.dialler().equals(Link.CLIENTS))
                                || (link.dialler().equals(node.name())
                                        && !Node.parse(link.server()).isBroker()));
    }
}
