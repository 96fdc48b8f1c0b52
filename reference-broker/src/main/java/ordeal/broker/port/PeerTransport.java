package ordeal.broker.port;

import java.util.function.Consumer;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * The way to other brokers. Every request goes out in the newest version that both sides of this release speak; brokers of one
 * cluster run one release.
 */
public interface PeerTransport {
    /**
     * A channel to a peer. Connecting happens when the first request is sent, and again after a failure when the next one is.
     * Requests of one channel arrive in the order in which they were sent.
     */
    PeerChannel open(PeerAddress peer);

    /**
     * Where a broker's listener for peers is.
     *
     * @param brokerId whom we expect to find there
     * @param host name or literal address
     */
    record PeerAddress(int brokerId, String host, int port) {
        @Override
        public String toString() {
            return "broker " + brokerId + " (" + host + ":" + port + ")";
        }
    }

    /** A connection to one peer, with at most a handful of requests under way. */
    interface PeerChannel {
        /**
         * Sends a request. The handler is called exactly once, on the event loop, never before this method has returned: with the
         * answer, or with a failure when the connection cannot be made, breaks, is closed, or no answer comes in time. A request
         * that failed may have been carried out. After a failure the connection is closed, and other requests under way on it fail
         * as well.
         *
         * @param request a Kafka request message; its {@code apiKey()} names the API
         * @param timeoutMs how long the answer may take, connecting included
         */
        void send(ApiMessage request, long timeoutMs, Consumer<PeerResponse> handler);

        /** Closes the connection; requests under way fail. Nothing may be sent afterwards. */
        void close();
    }

    /** What became of a request. */
    sealed interface PeerResponse {
        /**
         * The peer answered.
         *
         * @param body the response message; record bytes in it are valid only until the handler returns
         */
        record Answered(ApiMessage body) implements PeerResponse {}

        /**
         * No answer, and none will come.
         *
         * @param reason what happened, in words
         */
        record Failed(String reason) implements PeerResponse {}
    }
}
