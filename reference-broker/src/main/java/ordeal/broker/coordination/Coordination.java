package ordeal.broker.coordination;

/**
 * The port to ZooKeeper: sessions. Everything else happens within a session, so that nothing meant for an old session can be
 * carried out by a new one.
 */
public interface Coordination {
    /**
     * Begins a new session: connects, and goes on trying until it succeeds, the session expires or it is closed.
     *
     * @param listener told of the session's fate, on the event loop
     */
    CoordinationSession connect(SessionListener listener);
}
