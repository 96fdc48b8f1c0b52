package ordeal.broker.coordination;

/** Hears what becomes of a session. Every call is on the event loop. */
public interface SessionListener {
    /** The session is connected, for the first time or again; it is the same session. Watches are still set. */
    void onConnected();

    /** The connection is lost. The session may live on in ZooKeeper; operations under way have failed, or will. */
    void onDisconnected();

    /**
     * ZooKeeper has ended the session: its ephemeral znodes are gone, its watches too. Every operation of it has failed before this
     * call. Nothing follows.
     */
    void onExpired();
}
