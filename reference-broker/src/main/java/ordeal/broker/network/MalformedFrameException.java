package ordeal.broker.network;

/** Bytes that are no frame, or a frame that is no message. The connection that they came by is closed, and nothing else. */
final class MalformedFrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, in words. It is expected from outside, so it carries no stack. */
    MalformedFrameException(String message) {
        super(message, null, false, false);
    }
}
