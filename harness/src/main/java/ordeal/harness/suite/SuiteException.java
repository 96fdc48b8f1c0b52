package ordeal.harness.suite;

/** A suite cannot be carried out as it is asked for; the message says why and what to do. Nothing was started. */
public final class SuiteException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A suite that is wrong. */
    public SuiteException(String message) {
        super(message);
    }

    /** Something wrong at a line of a suite's file. */
    static SuiteException at(int line, String message) {
        return new SuiteException("line " + line + ": " + message);
    }
}
