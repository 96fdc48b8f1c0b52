package ordeal.nemesis.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/**
 * Turns cuts into links.
 *
 * @param targets resolves the nodes in a cut, and draws its circles
 * @param touchedBefore the links that earlier steps touched, by their labels
 */
public record CutResolver(TargetResolver targets, Map<String, Set<Link>> touchedBefore) {
    /** The links and whom they concern; no links when the cut means nothing now. */
    public ResolvedCut resolve(Cut cut) {
        return switch (cut) {
            case Cut.Isolate(Target target, Cut.From from) -> isolate(targets.resolve(target), from);
            case Cut.Halves(boolean withoutZookeeper) -> halves(withoutZookeeper);
            case Cut.MajorityRing() -> ring();
            case Cut.Bridge() -> bridge();
            case Cut.OneWay(Target from, Target to) -> {
                List<Node> senders = targets.resolve(from);
                List<Node> receivers = targets.resolve(to);
                yield pair(Grudge.oneWay(senders, receivers), senders, receivers);
            }
            case Cut.Dialled(Target dialler, Target server, Direction direction) -> {
                List<Node> diallers = targets.resolve(dialler);
                List<Node> servers = targets.resolve(server);
                yield pair(Grudge.dialled(diallers, servers, direction), diallers, servers);
            }
            case Cut.ClientAnswers(Target target) -> {
                List<Node> nodes = targets.resolve(target);
                yield about(Grudge.clients(nodes, Direction.ANSWER), nodes);
            }
            case Cut.TouchedBy(String step) ->
                new ResolvedCut(
                        touchedBefore.getOrDefault(step, Set.of()),
                        targets.resolve(new Target.HitBy(step)),
                        Set.of(),
                        0);
        };
    }

    private ResolvedCut isolate(List<Node> isolated, Cut.From from) {
        return about(
                switch (from) {
                    case PEERS -> fromPeers(isolated);
                    case ZOOKEEPER -> Grudge.between(isolated, zookeepers());
                    case CLIENTS -> Grudge.clients(isolated, Direction.REQUEST, Direction.ANSWER);
                    case ALL -> fromAll(isolated);
                },
                isolated);
    }

    private Set<Link> fromPeers(List<Node> isolated) {
        Set<Link> links = new TreeSet<>();
        for (Node node : isolated) {
            links.addAll(Grudge.between(List.of(node), without(node.isBroker() ? brokers() : zookeepers(), isolated)));
        }
        return links;
    }

    private Set<Link> fromAll(List<Node> isolated) {
        List<Node> everybody = new ArrayList<>(brokers());
        everybody.addAll(zookeepers());
        Set<Link> links = Grudge.between(isolated, without(everybody, isolated));
        links.addAll(Grudge.clients(isolated, Direction.REQUEST, Direction.ANSWER));
        return links;
    }

    private ResolvedCut halves(boolean withoutZookeeper) {
        List<Node> minority = targets.resolve(new Target.Minority());
        Set<Link> links = Grudge.between(minority, without(brokers(), minority));
        if (withoutZookeeper) {
            links.addAll(Grudge.between(minority, zookeepers()));
        }
        return about(links, minority);
    }

    private ResolvedCut ring() {
        List<Node> circle = drawnCircle();
        Set<Link> links = circle.size() < 4 ? Set.of() : Grudge.majorityRing(circle);
        return new ResolvedCut(links, circle, brokerIds(circle), Grudge.ringDeafTo(circle.size()));
    }

    private ResolvedCut bridge() {
        List<Node> circle = drawnCircle();
        if (circle.size() < 3) {
            return new ResolvedCut(Set.of(), circle, Set.of(), 0);
        }
        int middle = circle.size() / 2;
        List<Node> sides = without(circle, List.of(circle.get(middle)));
        int larger = Math.max(middle, circle.size() - middle - 1);
        return new ResolvedCut(Grudge.bridge(circle), sides, brokerIds(sides), larger);
    }

    private static ResolvedCut about(Set<Link> links, List<Node> nodes) {
        Set<Integer> faulty = brokerIds(nodes);
        return new ResolvedCut(links, nodes, faulty, faulty.size());
    }

    /**
     * A cut between two sides: a partition loses at most the larger side's brokers, and a ZooKeeper side costs nothing.
     */
    private static ResolvedCut pair(Set<Link> links, List<Node> one, List<Node> other) {
        Set<Node> both = new TreeSet<>(one);
        both.addAll(other);
        int atOnce = Math.max(brokerIds(one).size(), brokerIds(other).size());
        return new ResolvedCut(links, List.copyOf(both), brokerIds(both), atOnce);
    }

    private List<Node> drawnCircle() {
        List<Node> rest = new ArrayList<>(brokers());
        List<Node> circle = new ArrayList<>();
        while (!rest.isEmpty()) {
            circle.add(rest.remove(targets.random().nextInt(rest.size())));
        }
        return circle;
    }

    private List<Node> brokers() {
        return state().brokers().stream().map(Node::broker).toList();
    }

    private List<Node> zookeepers() {
        return state().zookeepers().stream().map(Node::zookeeper).toList();
    }

    private ClusterState state() {
        return targets.state();
    }

    private static List<Node> without(List<Node> nodes, List<Node> removed) {
        return nodes.stream().filter(node -> !removed.contains(node)).toList();
    }

    private static Set<Integer> brokerIds(Collection<Node> nodes) {
        Set<Integer> ids = new HashSet<>();
        nodes.stream().filter(Node::isBroker).forEach(node -> ids.add(node.id()));
        return ids;
    }
}
