package ordeal.broker.log;

/** The disk refused a write, a read or a sync. What is on it is uncertain from then on, so the broker must stop. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what could not be done, in words. */
    public StorageException(String message) {
        super(message);
    }

    /** With what could not be done, and the reason. */
    public StorageException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
