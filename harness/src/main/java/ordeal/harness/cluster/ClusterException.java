package ordeal.harness.cluster;

import java.io.Serial;

/** A cluster could not be started or used. The message says what to do. */
public final class ClusterException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure with a message for the user. */
    public ClusterException(String message) {
        super(message);
    }

    /** A failure with a message for the user and its cause. */
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
