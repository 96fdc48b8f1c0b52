package ordeal.nemesis.port;

/** How far a fault has come. */
public enum FaultStatus {
    /** It holds now. */
    INJECTED,
    /** It held and was undone. */
    HEALED,
    /** It was never injected, and counts for nothing. */
    SKIPPED,
    /** It was attempted and something broke, or no proof was had that it took hold. */
    FAILED
}
