package ordeal.broker.coordination;

/** An operation failed. */
public final class CoordinationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final int failedStep;

    /**
     * A failure.
     *
     * @param failedStep the step of a multi that made it fail, from 0; -1 for a single operation or when unknown
     */
    public CoordinationException(Code code, String message, int failedStep) {
        super(message);
        this.code = code;
        this.failedStep = failedStep;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** The step of a multi that made it fail, from 0; -1 for a single operation or when unknown. */
    public int failedStep() {
        return failedStep;
    }

    /** Why operations fail. */
    public enum Code {
        /** The znode, or the parent of one to be created, does not exist. */
        NO_NODE,
        /** The znode exists already. */
        NODE_EXISTS,
        /** The znode's data version is another one. */
        BAD_VERSION,
        /** The znode has children. */
        NOT_EMPTY,
        /** The connection was lost before an answer came: the operation may or may not have been carried out. */
        CONNECTION_LOSS,
        /** The session is over: the operation was not carried out, or its answer was lost with the session. */
        SESSION_EXPIRED,
        /** Anything else; the message says what. */
        OTHER
    }
}
