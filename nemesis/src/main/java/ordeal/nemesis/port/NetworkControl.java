package ordeal.nemesis.port;

import java.util.Map;
import java.util.Set;

/** The links between nodes, and between clients and nodes. A link that was never named passes. */
public interface NetworkControl {
    /**
     * Gives these links these behaviours, replacing what they did before; other links stay as they are. Atomic for all
     * links of one server: no byte passes while only some of them have changed. A deployment says whether that holds for
     * links of several servers too; where it does not, they change as close together as it can.
     */
    void apply(Map<Link, LinkBehaviour> behaviours) throws InterruptedException;

    /**
     * Proof that the behaviours of these links took hold: bytes or packets that arrived and were not passed on (or late, or a
     * reset that was sent); on idle links the answer to a probe. May wait a short while for traffic.
     *
     * @throws InjectionException when a link among them shows no proof
     */
    Receipt receipt(Set<Link> links) throws InterruptedException;

    /**
     * How many bytes these links keep back now, together; where packets are dropped, how many bytes of packets that was, each as often
     * as it was sent.
     */
    long heldBytes(Set<Link> links) throws InterruptedException;
}
