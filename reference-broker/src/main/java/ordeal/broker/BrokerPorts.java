package ordeal.broker;

import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.coordination.Coordination;
import ordeal.broker.journal.Journal;
import ordeal.broker.log.LogStorage;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.request.RequestHandler;

/**
 * Everything by which a broker's core reaches the world.
 *
 * @param peers the way to other brokers; what is meant for the broker itself never goes there
 * @param random where replicas are placed, and topic ids, come from
 */
public record BrokerPorts(
        EventLoop loop,
        Coordination coordination,
        PeerTransport peers,
        LogStorage storage,
        Journal journal,
        Listeners listeners,
        RandomGenerator random) {
    /** How requests come in. */
    public interface Listeners {
        /**
         * Begins to listen.
         *
         * @param requests gets every request, on the loop
         * @return where others find this broker, once that is so; fails when a listener cannot be opened
         */
        CompletableFuture<BrokerRegistration> open(RequestHandler requests);

        /** Listens no more and closes every connection. */
        CompletableFuture<Void> close();
    }
}
