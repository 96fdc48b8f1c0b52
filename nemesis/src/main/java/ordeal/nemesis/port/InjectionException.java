package ordeal.nemesis.port;

import java.io.Serial;

/**
 * An injection or a heal did not work, or nothing proves that it did. Its fault becomes FAILED with this message as the
 * reason.
 */
public final class InjectionException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** With what was tried and what was seen instead. */
    public InjectionException(String message) {
        super(message);
    }

    /** With what was tried, what was seen instead, and what broke. */
    public InjectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
