package ordeal.nemesis.port;

/**
 * Proof, taken from outside the target, that a fault took hold.
 *
 * @param proof what was seen, such as {@code process 4711 is in state T}; never blank
 */
public record Receipt(String proof) {
    public Receipt {
        if (proof.isBlank()) {
            throw new IllegalArgumentException("a receipt says what was seen");
        }
    }
}
