package ordeal.harness.cluster.docker.engine;

import java.io.Serial;

/** The engine did not do what it was asked for. The message names the container and the request. */
public final class EngineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A request that failed, in words. */
    public EngineException(String message) {
        super(message);
    }

    /** A request that failed, in words, and why. */
    public EngineException(String message, Throwable cause) {
        super(message + ": " + Causes.of(cause), cause);
    }
}
