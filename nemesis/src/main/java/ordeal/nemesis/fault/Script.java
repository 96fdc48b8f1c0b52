package ordeal.nemesis.fault;

import java.util.List;
import java.util.Set;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/**
 * A fault with its targets resolved.
 *
 * @param targets the nodes it hits
 * @param links the links it touches
 * @param faulty ids of the brokers that may become faulty by it, in the budget's sense
 * @param faultyAtOnce how many of these may be faulty at the same time for any one partition
 * @param actions what is done, in order
 */
public record Script(List<Node> targets, Set<Link> links, Set<Integer> faulty, int faultyAtOnce, List<Action> actions) {
    public Script {
        targets = List.copyOf(targets);
        actions = List.copyOf(actions);
    }

    /**
     * The nodes whose processes it kills, stops or pauses, or may bring to their end by what it does to their disks or sessions.
     */
    public List<Node> processes() {
        return actions.stream()
                .<Node>mapMulti((action, sink) -> {
                    if (action instanceof Action.Kill(Node node)) {
                        sink.accept(node);
                    } else if (action instanceof Action.Stop(Node node)) {
                        sink.accept(node);
                    } else if (action instanceof Action.Pause(Node node)) {
                        sink.accept(node);
                    } else if (action instanceof Action.MendDisk(Node node)) {
                        sink.accept(node);
                    } else if (action instanceof Action.ExpireSession(Node node)) {
                        sink.accept(node);
                    }
                })
                .toList();
    }

    /** The nodes whose clocks it moves. */
    public List<Node> clocks() {
        return actions.stream()
                .<Node>mapMulti((action, sink) -> {
                    if (action instanceof Action.RestoreClock(Node node)) {
                        sink.accept(node);
                    }
                })
                .toList();
    }
}
