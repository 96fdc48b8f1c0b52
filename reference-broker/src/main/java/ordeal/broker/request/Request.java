package ordeal.broker.request;

import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * A request that a connection has received, and the way to answer it. Requests of one connection are handed over one at a time:
 * the next one comes after this one was answered.
 *
 * <p>Record bytes in the body are valid until the request is answered.
 */
public interface Request {
    /** Which API. */
    ApiKeys api();

    /** In which version. */
    short version();

    /** What the client calls itself; empty when it did not say. */
    String clientId();

    /** The address that it comes from. */
    String clientAddress();

    /** Which listener it came in by. */
    ListenerKind listener();

    /** The message. */
    ApiMessage body();

    /** Answers. Exactly one of the answering methods is called, once, on the event loop. */
    void respond(ApiMessage response);

    /** Answers with nothing, as a send with {@code acks=0} is. */
    void respondWithNothing();

    /** Closes the connection instead of an answer, with the reason for the log. */
    void closeConnection(String reason);

    /** The two listeners of a broker. */
    enum ListenerKind {
        /** For other brokers. */
        PEER,
        /** For clients. */
        CLIENT
    }
}
