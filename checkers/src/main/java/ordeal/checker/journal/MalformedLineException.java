package ordeal.checker.journal;

/** A line of a journal that is none. */
final class MalformedLineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedLineException(String reason) {
        super(reason);
    }
}
