package ordeal.harness.system;

/**
 * Where a broker listens and what it tells others.
 *
 * @param id the broker's id
 * @param bindAddress the literal address it binds
 * @param peerHost the name under which other brokers know it
 * @param peerPort port of the listener for brokers
 * @param clientAddress the literal address advertised to clients
 * @param clientBindPort port that the listener for clients binds
 * @param clientPort port advertised to clients
 * @param zookeeperConnect the connection string, chroot included
 */
public record BrokerPlace(
        int id,
        String bindAddress,
        String peerHost,
        int peerPort,
        String clientAddress,
        int clientBindPort,
        int clientPort,
        String zookeeperConnect) {}
