package ordeal.broker.controller;

/** Another controller was elected: this one's term is over, and nothing of what it still wants may be done. */
final class ControllerMovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ControllerMovedException(String message) {
        super(message);
    }
}
