package ordeal.nemesis.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ordeal.nemesis.fault.Script;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/** What a plan's steps have hit so far, by their labels. */
final class Memory {
    private final Map<String, List<Node>> nodes = new HashMap<>();
    private final Map<String, Set<Link>> links = new HashMap<>();
    private final Map<String, Long> heldSinceNanos = new HashMap<>();
    private final Set<String> givenUp = new HashSet<>();

    void hit(String label, Script script) {
        nodes.put(label, script.targets());
        links.put(label, script.links());
    }

    void tookHold(String label, long nowNanos) {
        heldSinceNanos.put(label, nowNanos);
    }

    void gaveUp(String label) {
        givenUp.add(label);
    }

    Map<String, List<Node>> nodes() {
        return nodes;
    }

    Map<String, Set<Link>> links() {
        return links;
    }

    /** When the step took hold; empty until then. */
    Optional<Long> heldSinceNanos(String label) {
        return Optional.ofNullable(heldSinceNanos.get(label));
    }

    /** Whether the step will never take hold: it was skipped or failed. */
    boolean isGivenUp(String label) {
        return givenUp.contains(label);
    }
}
