package ordeal.nemesis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.NetworkControl;

/** Which fault wants what of which link. Taking one fault's wishes back leaves those of the others in force. */
final class LinkLedger {
    private static final LinkBehaviour PASS = new LinkBehaviour.Pass();

    private final NetworkControl network;
    private final Map<Integer, Map<Link, LinkBehaviour>> wishes = new TreeMap<>();
    private final Map<Link, LinkBehaviour> applied = new TreeMap<>();

    LinkLedger(NetworkControl network) {
        this.network = network;
    }

    /** Adds a fault's wish, and makes the links behave so. */
    void set(int faultId, Set<Link> links, LinkBehaviour behaviour) throws InterruptedException {
        Map<Link, LinkBehaviour> wish = wishes.computeIfAbsent(faultId, _ -> new TreeMap<>());
        links.forEach(link -> wish.put(link, behaviour));
        applyChanged(links);
    }

    /** Takes back what a fault wanted. */
    void restore(int faultId) throws InterruptedException {
        Map<Link, LinkBehaviour> wish = wishes.remove(faultId);
        if (wish != null) {
            applyChanged(wish.keySet());
        }
    }

    /** Takes back what any fault wanted of these links; with discard, their connections are reset first. */
    void release(Set<Link> links, boolean discard) throws InterruptedException {
        for (Map<Link, LinkBehaviour> wish : wishes.values()) {
            wish.keySet().removeAll(links);
        }
        wishes.values().removeIf(Map::isEmpty);
        if (discard) {
            Map<Link, LinkBehaviour> reset = new TreeMap<>();
            links.forEach(link -> reset.put(link, new LinkBehaviour.Reset()));
            apply(reset);
        }
        applyChanged(links);
    }

    /** Opens every link that does anything but pass. */
    void releaseAll() throws InterruptedException {
        wishes.clear();
        applyChanged(new TreeSet<>(applied.keySet()));
    }

    /** Whether this fault still wants something of a link. */
    boolean holds(int faultId) {
        return wishes.containsKey(faultId);
    }

    /**
     * What was changed is written down first: when the network throws midway, the next attempt still knows what to
     * undo.
     */
    private void applyChanged(Set<Link> links) throws InterruptedException {
        Map<Link, LinkBehaviour> changed = new TreeMap<>();
        for (Link link : links) {
            LinkBehaviour effective = effective(link);
            if (!effective.equals(applied.getOrDefault(link, PASS))) {
                changed.put(link, effective);
            }
        }
        if (!changed.isEmpty()) {
            apply(changed);
        }
    }

    private void apply(Map<Link, LinkBehaviour> changed) throws InterruptedException {
        changed.forEach((link, behaviour) -> {
            if (!behaviour.equals(PASS)) {
                applied.put(link, behaviour);
            }
        });
        network.apply(changed);
        applied.keySet().removeIf(link -> PASS.equals(changed.get(link)));
    }

    private LinkBehaviour effective(Link link) {
        List<LinkBehaviour> wanted = new ArrayList<>();
        for (Map<Link, LinkBehaviour> wish : wishes.values()) {
            LinkBehaviour behaviour = wish.get(link);
            if (behaviour != null) {
                wanted.add(behaviour);
            }
        }
        return LinkComposition.of(wanted);
    }
}
