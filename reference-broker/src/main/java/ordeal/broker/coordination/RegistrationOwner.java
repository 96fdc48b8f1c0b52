package ordeal.broker.coordination;

/** Whether the registration that a broker finds under its id is its own. */
@FunctionalInterface
public interface RegistrationOwner {
    /**
     * Whether it is.
     *
     * @param owner the session that made it
     * @param session the session in which this broker wants to register
     */
    boolean isOwn(long owner, long session);
}
