package ordeal.broker.log;

/** A batch from another broker, or from disk, is not what it should be. */
public final class CorruptBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, in words. */
    public CorruptBatchException(String message) {
        super(message);
    }
}
