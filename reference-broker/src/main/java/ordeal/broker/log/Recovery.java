package ordeal.broker.log;

/**
 * What was found when a log was opened.
 *
 * @param scanned whether the log was examined because the broker had not stopped cleanly
 * @param scannedFrom where the examination began; the log's end when there was none
 * @param endOffset the log's end afterwards
 * @param cutBytes how many bytes were cut off because they were torn, damaged or out of place
 */
public record Recovery(boolean scanned, long scannedFrom, long endOffset, long cutBytes) {
    /** Nothing needed to be examined. */
    public static Recovery none(long endOffset) {
        return new Recovery(false, endOffset, endOffset, 0);
    }
}
