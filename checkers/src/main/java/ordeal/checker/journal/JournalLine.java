package ordeal.checker.journal;

/**
 * One line of a broker's journal.
 *
 * @param broker the broker's id
 * @param incarnation which of its lives, from 1: each start of the broker begins a file
 * @param sequence the line's number in its file, from 1
 * @param epochMs the broker's wall clock; for people, never for order
 * @param entry what it says
 * @param text the line itself
 */
public record JournalLine(int broker, int incarnation, long sequence, long epochMs, JournalEntry entry, String text) {
    /** Where it stands and what it says, for a witness. */
    public String describe() {
        return "broker " + broker + ", incarnation " + incarnation + ": " + text;
    }
}
