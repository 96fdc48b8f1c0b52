package ordeal.harness.cluster.docker.engine;

/** What a failure of the engine's client came from, for a person: its layers wrap the reason several times over. */
public final class Causes {
    private Causes() {}

    /** The innermost message that says anything. */
    public static String of(Throwable failure) {
        String message = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String own = cause.getMessage();
            if (own != null && !own.isBlank()) {
                message = own.strip();
            }
        }
        return message;
    }
}
