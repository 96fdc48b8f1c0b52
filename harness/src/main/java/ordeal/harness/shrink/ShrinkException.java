package ordeal.harness.shrink;

/** A search cannot go on; the message says why and what to do. */
public final class ShrinkException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A search that cannot go on. */
    public ShrinkException(String message) {
        super(message);
    }
}
