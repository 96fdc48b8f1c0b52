package ordeal.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal must do: run on the one in memory, and on a file. */
public abstract class JournalContract {
    protected static final TopicPartition P0 = new TopicPartition("t", 0);
    protected static final TopicPartition P1 = new TopicPartition("t", 1);
    private static final long A_FEW_MS = 50;

    private Journal journal;

    /** An entry as somebody outside finds it; {@code offset} is -1 for one that is not progress. */
    public record Found(String event, int partition, long offset) {}

    /** An empty journal. */
    protected abstract Journal open();

    /** What is to be found now, in its order. */
    protected abstract List<Found> found() throws Exception;

    /** Lets time pass on the broker's event loop. */
    protected abstract void pass(long durationMs);

    @BeforeEach
    void begin() {
        journal = open();
    }

    /** The journal that {@link #open} made. */
    protected final Journal journal() {
        return journal;
    }

    protected static JournalEntry highWatermark(TopicPartition partition, long offset) {
        return new JournalEntry.HighWatermarkMoved(partition, 4, 2, true, offset, 100, 3);
    }

    protected static JournalEntry committed(TopicPartition partition) {
        return new JournalEntry.IsrCommitted(partition, 5, 2, List.of(1, 2));
    }

    private static Found deed(int partition) {
        return new Found("IsrCommitted", partition, -1);
    }

    private static Found progress(int partition, long offset) {
        return new Found("HighWatermarkMoved", partition, offset);
    }

    @Test
    void aDeedIsThereWhenItHasBeenRecorded() throws Exception {
        assertThat(found()).isEmpty();
        journal.record(committed(P0));
        assertThat(found()).containsExactly(deed(0));
        journal.record(committed(P1));
        assertThat(found()).containsExactly(deed(0), deed(1));
    }

    @Test
    void equalDeedsAreNotMerged() throws Exception {
        journal.record(committed(P0));
        journal.record(committed(P0));
        pass(A_FEW_MS);
        assertThat(found()).containsExactly(deed(0), deed(0));
    }

    @Test
    void theLatestProgressOfEachPartitionIsThereAfterAFewMilliseconds() throws Exception {
        journal.record(highWatermark(P0, 7));
        journal.record(highWatermark(P0, 9));
        journal.record(highWatermark(P1, 3));
        pass(A_FEW_MS);
        assertThat(found()).endsWith(progress(0, 9), progress(1, 3)).doesNotHaveDuplicates();
    }

    @Test
    void progressOfDifferentReplicasDoesNotStandForEachOther() throws Exception {
        journal.record(new JournalEntry.FollowerProgress(P0, 4, 2, 2, 7));
        journal.record(new JournalEntry.FollowerProgress(P0, 4, 2, 3, 8));
        pass(A_FEW_MS);
        assertThat(found()).containsExactly(new Found("FollowerProgress", 0, 7), new Found("FollowerProgress", 0, 8));
    }

    /** A fetch that was held up on an old connection arrives after newer ones, and what they allowed must still be explained. */
    @Test
    void progressThatGoesBackDoesNotHideWhatWasShownBefore() throws Exception {
        journal.record(new JournalEntry.FollowerProgress(P0, 4, 2, 3, 9));
        journal.record(highWatermark(P0, 9));
        journal.record(new JournalEntry.FollowerProgress(P0, 4, 2, 3, 7));
        pass(A_FEW_MS);
        assertThat(found())
                .containsExactly(
                        new Found("FollowerProgress", 0, 9), progress(0, 9), new Found("FollowerProgress", 0, 7));
    }

    @Test
    void progressIsFoundBeforeALaterDeedOfItsPartitionAndAfterAnEarlierOne() throws Exception {
        journal.record(committed(P0));
        journal.record(highWatermark(P0, 7));
        journal.record(committed(P0));
        journal.record(highWatermark(P0, 8));
        assertThat(found()).startsWith(deed(0), progress(0, 7), deed(0));
        pass(A_FEW_MS);
        assertThat(found()).containsExactly(deed(0), progress(0, 7), deed(0), progress(0, 8));
    }
}
