package ordeal.nemesis.fake;

import java.util.Map;
import java.util.Set;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.NetworkControl;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;

/** The fake cluster's links. A held one counts as holding 100 bytes. */
final class FakeNetwork implements NetworkControl {
    private final FakeCluster cluster;

    FakeNetwork(FakeCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void apply(Map<Link, LinkBehaviour> behaviours) {
        behaviours.forEach((link, behaviour) -> {
            if (behaviour instanceof LinkBehaviour.Pass) {
                cluster.links.remove(link);
            } else {
                cluster.links.put(link, behaviour);
            }
        });
        cluster.did("links " + cluster.links);
    }

    @Override
    public Receipt receipt(Set<Link> links) {
        cluster.did("prove " + links.size());
        return FakeCluster.receipt(links.size() + " links held bytes");
    }

    @Override
    public long heldBytes(Set<Link> links) {
        return 100
                * links.stream()
                        .map(cluster.links::get)
                        .filter(behaviour ->
                                behaviour instanceof LinkBehaviour.Hold || behaviour instanceof LinkBehaviour.Deaf)
                        .count();
    }

    /** Whether what the dialler dials to the server is cut in either direction. */
    boolean cutBetween(Node dialler, Node server) {
        return !cluster.links.isEmpty()
                && (cut(new Link(dialler.name(), server.name(), Direction.REQUEST))
                        || cut(new Link(dialler.name(), server.name(), Direction.ANSWER)));
    }

    private boolean cut(Link link) {
        LinkBehaviour behaviour = cluster.links.get(link);
        return behaviour instanceof LinkBehaviour.Hold
                || behaviour instanceof LinkBehaviour.Deaf
                || behaviour instanceof LinkBehaviour.Reset
                || behaviour instanceof LinkBehaviour.Refuse;
    }
}
