package ordeal.broker.replication;

import org.apache.kafka.common.Uuid;

/** How far a follower's fetching of one partition is. */
final class FetchState {
    private final PartitionFollower follower;
    private long askedOffset = -1;
    private long heldBackUntilNanos = Long.MIN_VALUE;
    private boolean suspended;

    FetchState(PartitionFollower follower) {
        this.follower = follower;
    }

    PartitionFollower follower() {
        return follower;
    }

    boolean is(Uuid topicId, int index) {
        return follower.partition().id().partition() == index
                && follower.partition().topicId().equals(topicId);
    }

    /**
     * Whether a fetch may go out for it. What was appended and must be synced before it counts must not be claimed by a fetch, for its
     * offset says: I hold everything below.
     */
    boolean ready(long nowNanos) {
        return !suspended
                && nowNanos >= heldBackUntilNanos
                && follower.inForce()
                && follower.log().countedEndOffset() >= follower.log().logEndOffset();
    }

    FetchState aboutToFetch() {
        askedOffset = follower.log().logEndOffset();
        return this;
    }

    long askedOffset() {
        return askedOffset;
    }

    /** Whether an answer to the last fetch is about the log as it is now. */
    boolean answerStillCounts() {
        return follower.inForce() && !suspended && askedOffset == follower.log().logEndOffset();
    }

    long heldBackUntilNanos() {
        return suspended ? Long.MIN_VALUE : heldBackUntilNanos;
    }

    void holdBackUntil(long nanos) {
        heldBackUntilNanos = nanos;
    }

    void suspend() {
        suspended = true;
    }

    void resume() {
        suspended = false;
    }
}
