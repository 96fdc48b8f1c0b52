package ordeal.harness.mesh;

/** A connection of the harness's own, made to prove on an idle link that a behaviour took hold. */
final class Probe {
    private Probe() {}

    /** Which direction is being proven. */
    enum Kind {
        /** The bytes that the probe sends. */
        REQUEST,
        /** The bytes with which the server answers it. */
        ANSWER
    }
}
