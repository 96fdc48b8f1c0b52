package ordeal.broker.journal;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Something that this broker did, or came to believe. Every entry about a partition carries the partition epoch under which it
 * happened, so that it can be ordered against ZooKeeper's log without clocks.
 */
public sealed interface JournalEntry {
    /** An entry about one partition. */
    sealed interface OfPartition extends JournalEntry {
        /** Which partition. */
        TopicPartition partition();

        /** The data version of the partition's state znode that this broker knew. */
        int partitionEpoch();
    }

    /** An entry that tells of progress; the latest of a partition may stand for those shortly before it. */
    sealed interface Progress extends OfPartition {}

    /** A ZooKeeper session was established. */
    record SessionStarted(long sessionId) implements JournalEntry {}

    /** A ZooKeeper session is over. */
    record SessionExpired(long sessionId) implements JournalEntry {}

    /** This broker registered itself; the transaction that did so is its broker epoch. */
    record Registered(long sessionId, long brokerEpoch) implements JournalEntry {}

    /**
     * This broker became controller.
     *
     * @param epochVersion the data version of {@code /controller_epoch} that fences its writes
     */
    record Elected(int controllerEpoch, int epochVersion) implements JournalEntry {}

    /** This broker ceased to be controller. */
    record Resigned(int controllerEpoch, String reason) implements JournalEntry {}

    /**
     * As controller, wrote a partition's state; {@code partitionEpoch} is the one that the write made.
     *
     * @param reason what made it do so
     */
    record StateWritten(
            TopicPartition partition,
            int partitionEpoch,
            int controllerEpoch,
            int leader,
            int leaderEpoch,
            List<Integer> isr,
            String reason)
            implements OfPartition {}

    /**
     * A request from the controller was accepted.
     *
     * @param api {@code LEADER_AND_ISR}, {@code UPDATE_METADATA} or {@code STOP_REPLICA}
     * @param requestBrokerEpoch the broker epoch it was meant for; -1 for any
     * @param ownBrokerEpoch this broker's
     * @param highestControllerEpoch the highest controller epoch seen before
     */
    record ControlAccepted(
            String api,
            int controllerId,
            int controllerEpoch,
            long requestBrokerEpoch,
            long ownBrokerEpoch,
            int highestControllerEpoch)
            implements JournalEntry {}

    /**
     * A request was refused because it came from the past.
     *
     * @param api the request's API
     * @param error Kafka's error code, by name
     * @param detail what was compared
     */
    record RequestFenced(String api, String error, String detail) implements JournalEntry {}

    /**
     * As controller, accepted a leader's change of the ISR.
     *
     * @param partitionEpoch the partition epoch that the request named and the controller had
     * @param senderEpoch the broker epoch in the request
     * @param registeredEpoch the broker epoch in force
     */
    record AlterPartitionAccepted(
            TopicPartition partition,
            int partitionEpoch,
            int leaderEpoch,
            int sender,
            long senderEpoch,
            long registeredEpoch,
            List<Integer> isr)
            implements OfPartition {}

    /** This broker leads from now on. */
    record BecameLeader(
            TopicPartition partition,
            int partitionEpoch,
            int leaderEpoch,
            long startOffset,
            long logStartOffset,
            long highWatermark,
            List<Integer> isr)
            implements OfPartition {}

    /** This broker follows from now on. */
    record BecameFollower(
            TopicPartition partition,
            int partitionEpoch,
            int leaderEpoch,
            int leader,
            long logStartOffset,
            long logEndOffset,
            long highWatermark)
            implements OfPartition {}

    /**
     * As leader, asked for another ISR.
     *
     * @param evidence of the replicas to be added
     */
    record IsrProposed(
            TopicPartition partition,
            int partitionEpoch,
            int leaderEpoch,
            List<Integer> isr,
            long leaderEpochStartOffset,
            long highWatermark,
            List<ReplicaEvidence> evidence)
            implements OfPartition {
        public IsrProposed {
            isr = List.copyOf(isr);
            evidence = List.copyOf(evidence);
        }
    }

    /** As leader, learned that an ISR is in force. */
    record IsrCommitted(TopicPartition partition, int partitionEpoch, int leaderEpoch, List<Integer> isr)
            implements OfPartition {}

    /**
     * Cut a log.
     *
     * @param fromOffset its end before
     * @param toOffset its end after
     * @param reason which rule cut it, and on whose word
     */
    record Truncated(
            TopicPartition partition,
            int partitionEpoch,
            int leaderEpoch,
            long fromOffset,
            long toOffset,
            long highWatermark,
            String reason)
            implements OfPartition {}

    /**
     * Found a log after an unclean stop.
     *
     * @param foundEndOffset its end after the torn tail was cut
     */
    record Recovered(TopicPartition partition, int partitionEpoch, long logStartOffset, long foundEndOffset)
            implements OfPartition {}

    /**
     * The high watermark moved.
     *
     * @param leading whether this broker leads the partition
     * @param isrSize size of the committed ISR; -1 on a follower
     */
    record HighWatermarkMoved(
            TopicPartition partition,
            int partitionEpoch,
            int leaderEpoch,
            boolean leading,
            long highWatermark,
            long logEndOffset,
            int isrSize)
            implements Progress {}

    /** As leader, saw by a fetch how far a replica has come. */
    record FollowerProgress(
            TopicPartition partition, int partitionEpoch, int leaderEpoch, int replica, long logEndOffset)
            implements Progress {}

    /** A bound was hit: something waited or was dropped. */
    record BoundHit(String bound, String detail) implements JournalEntry {}

    /**
     * What admitted a replica.
     *
     * @param logEndOffset as its fetch showed it
     * @param fetchLeaderEpoch the leader epoch that its fetch carried
     */
    record ReplicaEvidence(int replica, long logEndOffset, int fetchLeaderEpoch) {}
}
