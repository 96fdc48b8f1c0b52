package ordeal.nemesis.port;

import java.util.Map;
import java.util.Set;

/** The links between nodes, and between clients and nodes. A link that was never named passes. */
public interface NetworkControl {
    /**
     * Gives these links these behaviours, replacing what they did before; other links stay as they are. Atomic: no byte
     * passes
     * while only some of them have changed.
     */
    void apply(Map<Link, LinkBehaviour> behaviours) throws InterruptedException;

    /**
     * Proof that the behaviours of these links took hold: bytes that arrived and were not passed on (or late, or a
     * reset that
     * was sent); on idle links the answer to a probe. May wait a short while for traffic.
     *
     * @throws InjectionException when a link among them shows no proof
     */
    Receipt receipt(Set<Link> links) throws InterruptedException;

    /** How many bytes these links keep back now, together. */
    long heldBytes(Set<Link> links);
}
