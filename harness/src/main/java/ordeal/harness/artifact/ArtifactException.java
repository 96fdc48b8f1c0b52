package ordeal.harness.artifact;

/** The jars of a system under test could not be had. The message says what to do. */
public final class ArtifactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure with a message for the user. */
    public ArtifactException(String message) {
        super(message);
    }

    /** A failure with a message for the user and its cause. */
    public ArtifactException(String message, Throwable cause) {
        super(message, cause);
    }
}
