package ordeal.broker.rules;

/** Which registrations in ZooKeeper a broker may take for its own (KAFKA-4277, KAFKA-7165). */
public final class RegistrationFencing {
    private RegistrationFencing() {}

    /**
     * Whether the registration under a broker's id is its own: only when its present session made it, for with any other session it
     * will go.
     *
     * @param owner the session that made it
     * @param session the session in which the broker wants to register
     */
    public static boolean own(long owner, long session) {
        return owner == session;
    }
}
