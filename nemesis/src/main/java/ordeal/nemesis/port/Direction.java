package ordeal.nemesis.port;

/** Which of a connection's two byte streams. */
public enum Direction {
    /** From the dialler to the server: requests. */
    REQUEST,
    /** From the server to the dialler: answers. */
    ANSWER
}
