package ordeal.broker.replication;

import java.util.Optional;
import java.util.function.LongSupplier;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.journal.Journal;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.rules.ReplicationRules;

/**
 * What every partition of this broker works with.
 *
 * @param brokerEpoch the broker epoch of the present registration; -1 before the first
 * @param peers what is known of other brokers
 * @param progress tells those who wait for a partition
 */
public record Surroundings(
        EventLoop loop,
        Journal journal,
        ReplicationRules rules,
        BrokerConfig config,
        PeerTransport transport,
        LongSupplier brokerEpoch,
        Peers peers,
        Progress progress) {
    /** What this broker has been told of others. */
    public interface Peers {
        /** Whether a broker is registered, as far as this one knows. */
        boolean alive(int brokerId);

        /** Where the controller listens for brokers; empty when nobody is known to be controller. */
        Optional<PeerAddress> controller();
    }

    int brokerId() {
        return config.brokerId();
    }
}
