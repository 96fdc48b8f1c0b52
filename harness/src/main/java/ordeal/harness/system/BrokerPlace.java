package ordeal.harness.system;

/**
 * Where a broker listens and what it tells others.
 *
 * @param id the broker's id
 * @param bindAddress the literal address it binds
 * @param peerHost the name under which other brokers know it
 * @param peerPort port of the listener for brokers
 * @param clientAddress the literal address advertised to clients
 * @param clientPort port of the listener for clients
 * @param zookeeperConnect the connection string, chroot included
 */
public record BrokerPlace(
        int id,
        String bindAddress,
        String peerHost,
        int peerPort,
        String clientAddress,
        int clientPort,
        String zookeeperConnect) {}
