package ordeal.checker.history;

/** Which kind of consumer an event comes from. */
public enum Reader {
    /** A consumer that runs while faults are injected. */
    LIVE,
    /** A fresh consumer of the final reads, after the heal barrier. */
    FINAL
}
