package ordeal.harness.cluster.docker.link;

import java.util.Map;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;

/**
 * What the kernel of one server says about its links.
 *
 * @param behaviours what links do, those that pass left out
 * @param counted what their rules have dropped or rejected since they do it
 * @param queued what came into their queues since they do it
 * @param ended how many of their connections were ended when they began to do it
 */
record LinkEvidence(
        Map<Link, LinkBehaviour> behaviours,
        Map<Link, PacketCount> counted,
        Map<Link, QueueCount> queued,
        Map<Link, Integer> ended) {
    LinkEvidence {
        behaviours = Map.copyOf(behaviours);
        counted = Map.copyOf(counted);
        queued = Map.copyOf(queued);
        ended = Map.copyOf(ended);
    }

    LinkBehaviour behaviour(Link link) {
        return behaviours.getOrDefault(link, new LinkBehaviour.Pass());
    }

    /** What a link's rules have matched. */
    PacketCount counted(Link link) {
        return counted.getOrDefault(link, PacketCount.NONE);
    }

    QueueCount queued(Link link) {
        return queued.getOrDefault(link, QueueCount.NONE);
    }

    int ended(Link link) {
        return ended.getOrDefault(link, 0);
    }

    /** Whether it shows that a link behaves as it should. */
    boolean proves(Link link) {
        boolean own = switch (behaviour(link)) {
            case LinkBehaviour.Pass _ -> true;
            case LinkBehaviour.Delay _, LinkBehaviour.Throttle _ -> queued(link).bytes() > 0;
            case LinkBehaviour.Reorder _ -> queued(link).ahead() > 0;
            case LinkBehaviour.Duplicate(int percent) -> queued(link).surelyHit(percent);
            case LinkBehaviour.Corrupt(int percent) -> queued(link).surelyHit(percent);
            case LinkBehaviour.Hold _, LinkBehaviour.Deaf _, LinkBehaviour.Lose _ ->
                counted(link).packets() > 0;
            case LinkBehaviour.Reset _, LinkBehaviour.Refuse _ -> counted(link).packets() > 0 || ended(link) > 0;
        };
        return own || isRefusedByItsOtherDirection(link);
    }

    /**
     * Whether nothing can be made to come through a link, because nothing that would be answered gets to the server, and that is proven.
     * Such answers need no proof of their own.
     */
    boolean isSilenced(Link link) {
        Link requests = new Link(link.dialler(), link.server(), Direction.REQUEST);
        return link.direction() == Direction.ANSWER
                && switch (behaviour(requests)) {
                    case LinkBehaviour.Hold _, LinkBehaviour.Deaf _, LinkBehaviour.Reset _ -> proves(requests);
                    case LinkBehaviour.Pass _,
                            LinkBehaviour.Delay _,
                            LinkBehaviour.Throttle _,
                            LinkBehaviour.Lose _,
                            LinkBehaviour.Reorder _,
                            LinkBehaviour.Duplicate _,
                            LinkBehaviour.Corrupt _,
                            LinkBehaviour.Refuse _ -> false;
                };
    }

    /** A link that is refused refuses its whole dial. */
    private boolean isRefusedByItsOtherDirection(Link link) {
        Direction other = link.direction() == Direction.REQUEST ? Direction.ANSWER : Direction.REQUEST;
        Link reverse = new Link(link.dialler(), link.server(), other);
        return behaviour(reverse) instanceof LinkBehaviour.Refuse
                && (counted(reverse).packets() > 0 || ended(reverse) > 0);
    }
}
