package ordeal.checker.history;

/**
 * What is known of an operation's effect once it has completed, in Jepsen's words.
 *
 * <p>A send is {@link #FAIL} only when {@code send()} itself refused the record: it threw, or its callback ran on the calling
 * thread before {@code send()} returned. Every error that arrives later is {@link #INFO}, whatever its class, because an
 * earlier attempt of the same batch may have been appended.
 */
public enum Outcome {
    /** It happened, and the answer says how. */
    OK,
    /** It definitely did not happen, and never will. */
    FAIL,
    /** It may have happened, may happen later, or never. */
    INFO
}
