package ordeal.nemesis.port;

/** Whether something can be had from a deployment. */
public sealed interface Availability {
    /** It can be had. */
    record Available() implements Availability {}

    /**
     * It cannot be had.
     *
     * @param reason why, in words for a person
     */
    record Unavailable(String reason) implements Availability {}
}
