package ordeal.checker.contract;

/**
 * Why a loss is permitted.
 *
 * @param kind which clause of the contract
 * @param sentence the cause in words: who, when, and what proves it
 * @param atNanos when, on the run's clock
 * @param fromOffset the lowest offset that this cause may have taken
 */
public record PermittedCause(Kind kind, String sentence, long atNanos, long fromOffset) {
    /** The clauses of the contract. */
    public enum Kind {
        /** Unclean election was on, and a leader from outside the ISR did not hold the record. */
        UNCLEAN_ELECTION("unclean-election"),
        /** The send asked for fewer acknowledgements than all, and the leadership moved. */
        ACKS("acks"),
        /** Every member of the ISR lost unsynced data or its disk. */
        DISK_LOSS("disk-loss");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in counts and reports. */
        public String word() {
            return word;
        }
    }
}
