package ordeal.harness.cluster.docker.link;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;

/** What the kernels of several servers say about some links, together. */
final class LinkReport {
    private final Set<Link> links;
    private final Map<String, LinkEvidence> byServer;

    /**
     * A report on these links.
     *
     * @param evidence of the server of each of them, by the server's name
     */
    LinkReport(Set<Link> links, Map<String, LinkEvidence> evidence) {
        this.links = new TreeSet<>(links);
        this.byServer = Map.copyOf(evidence);
    }

    /** The links for which nothing shows that they behave as they should. */
    Set<Link> unproven() {
        return links.stream()
                .filter(link -> !of(link).proves(link) && !of(link).isSilenced(link))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    LinkBehaviour behaviour(Link link) {
        return of(link).behaviour(link);
    }

    /** Bytes of the packets that were dropped because they were to be kept back. */
    long heldBytes() {
        return links.stream()
                .filter(link -> switch (behaviour(link)) {
                    case LinkBehaviour.Hold _, LinkBehaviour.Deaf _ -> true;
                    case LinkBehaviour.Pass _,
                            LinkBehaviour.Delay _,
                            LinkBehaviour.Throttle _,
                            LinkBehaviour.Lose _,
                            LinkBehaviour.Reorder _,
                            LinkBehaviour.Duplicate _,
                            LinkBehaviour.Corrupt _,
                            LinkBehaviour.Reset _,
                            LinkBehaviour.Refuse _ -> false;
                })
                .mapToLong(link -> of(link).counted(link).bytes())
                .sum();
    }

    /** What was seen, for a receipt. */
    String words() {
        PacketCount dropped = PacketCount.NONE;
        long rejected = 0;
        long ended = 0;
        QueueCount queued = QueueCount.NONE;
        boolean atRandom = false;
        for (Link link : links) {
            LinkEvidence evidence = of(link);
            switch (evidence.behaviour(link)) {
                case LinkBehaviour.Hold _, LinkBehaviour.Deaf _, LinkBehaviour.Lose _ ->
                    dropped = dropped.plus(evidence.counted(link));
                case LinkBehaviour.Reset _, LinkBehaviour.Refuse _ -> {
                    rejected += evidence.counted(link).packets();
                    ended += evidence.ended(link);
                }
                case LinkBehaviour.Delay _, LinkBehaviour.Throttle _ -> queued = queued.plus(evidence.queued(link));
                case LinkBehaviour.Reorder _, LinkBehaviour.Duplicate _, LinkBehaviour.Corrupt _ -> {
                    queued = queued.plus(evidence.queued(link));
                    atRandom = true;
                }
                case LinkBehaviour.Pass _ -> {
                    // It has nothing to show.
                }
            }
        }
        return "%d links: the kernel dropped %d packets of %d bytes, rejected %d, ended %d connections, queued %d bytes"
                        .formatted(links.size(), dropped.packets(), dropped.bytes(), rejected, ended, queued.bytes())
                + (atRandom ? " in %d packets, %d of them put ahead".formatted(queued.packets(), queued.ahead()) : "");
    }

    /** Which links show no proof. */
    String complaint() {
        return unproven().stream()
                .map(link -> "nothing shows that %s is under %s: the kernel counted nothing, of traffic or of a probe"
                        .formatted(link, behaviour(link)))
                .collect(Collectors.joining("; "));
    }

    /** One link of each dial that has unproven ones: what makes packets on one makes them on both; what meets them at random needs most. */
    List<Link> dialsToProbe() {
        return List.copyOf(unproven().stream()
                .collect(Collectors.toMap(
                        link -> link.dialler() + " " + link.server(),
                        Function.identity(),
                        (one, other) -> behaviour(other).needsPackets() ? other : one))
                .values());
    }

    private LinkEvidence of(Link link) {
        LinkEvidence evidence = byServer.get(link.server());
        if (evidence == null) {
            throw new IllegalStateException("no evidence of " + link.server());
        }
        return evidence;
    }
}
