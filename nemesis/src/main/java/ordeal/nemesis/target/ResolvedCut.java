package ordeal.nemesis.target;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/**
 * A cut at the moment of injection.
 *
 * @param links the links; empty when the cut means nothing now
 * @param targets the nodes it is about
 * @param faulty ids of the brokers that may fall out of an ISR by it
 * @param faultyAtOnce how many of these any one partition can lose at once
 */
public record ResolvedCut(Set<Link> links, List<Node> targets, Set<Integer> faulty, int faultyAtOnce) {
    public ResolvedCut {
        links = Collections.unmodifiableSet(new TreeSet<>(links));
        targets = List.copyOf(targets);
        faulty = Set.copyOf(faulty);
    }
}
