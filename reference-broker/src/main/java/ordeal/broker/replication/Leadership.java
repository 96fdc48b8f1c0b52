package ordeal.broker.replication;

import java.util.List;
import ordeal.broker.port.PeerTransport.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the controller says about a partition, in a LeaderAndIsr request.
 *
 * @param leader the leader's id; -1 for none
 * @param leaderAddress where the leader listens for brokers; null when the controller did not name it among the live leaders
 * @param isr the ISR in force
 * @param replicas the assignment, the preferred leader first
 */
public record Leadership(
        int leader,
        int leaderEpoch,
        int partitionEpoch,
        List<Integer> isr,
        List<Integer> replicas,
        @Nullable PeerAddress leaderAddress) {
    public Leadership {
        isr = List.copyOf(isr);
        replicas = List.copyOf(replicas);
    }
}
