package ordeal.harness.system;

import java.util.List;

/**
 * Where a ZooKeeper server listens and whom it forms an ensemble with.
 *
 * @param id the server's id, from 1
 * @param bindAddress the literal address it binds for clients
 * @param clientPort port for clients
 * @param quorumPort port for followers of the leader
 * @param electionPort port for leader election
 * @param ensemble names of all servers, the first one being server 1
 */
public record ZooKeeperPlace(
        int id, String bindAddress, int clientPort, int quorumPort, int electionPort, List<String> ensemble) {
    public ZooKeeperPlace {
        ensemble = List.copyOf(ensemble);
    }
}
