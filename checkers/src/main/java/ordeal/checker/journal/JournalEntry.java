package ordeal.checker.journal;

import java.util.List;
import ordeal.checker.Partition;

/**
 * What a broker did, or came to believe, as far as checkers need it. Names and fields are those of the journal's lines; what a line says
 * beyond them is passed over.
 */
public sealed interface JournalEntry {
    /** An entry about one partition. */
    sealed interface OfPartition extends JournalEntry {
        /** Which partition. */
        Partition partition();

        /** The data version of the partition's state that the broker knew: it orders the entry against ZooKeeper's log. */
        int partitionEpoch();
    }

    /** An entry about one replica in one leader epoch. */
    sealed interface OfReplica extends OfPartition {
        /** The leader epoch that the broker was in. */
        int leaderEpoch();
    }

    /**
     * An entry that may stand for others of its kind that came shortly before it. A broker writes what it holds back of a partition
     * before its next line about that partition that is none of progress.
     */
    sealed interface Progress extends OfReplica {}

    /** A session ended. */
    record SessionExpired(long sessionId) implements JournalEntry {}

    /** The broker registered itself; written after ZooKeeper's answer. */
    record Registered(long sessionId, long brokerEpoch) implements JournalEntry {}

    /** The broker won an election; written after ZooKeeper's answer. */
    record Elected(int controllerEpoch) implements JournalEntry {}

    /** The broker gave the office up. */
    record Resigned(int controllerEpoch, String reason) implements JournalEntry {}

    /** As controller, wrote a partition's state; written after ZooKeeper's answer. */
    record StateWritten(
            Partition partition,
            int partitionEpoch,
            int controllerEpoch,
            int leader,
            int leaderEpoch,
            List<Integer> isr,
            String reason)
            implements OfPartition {
        public StateWritten {
            isr = List.copyOf(isr);
        }
    }

    /**
     * A controller's request was obeyed.
     *
     * @param requestBrokerEpoch the broker epoch it was meant for; -1 for any
     * @param ownBrokerEpoch the broker's own; -1 while it is not registered
     * @param highestControllerEpoch the highest controller epoch that the broker said it had obeyed before; -1 for none
     */
    record ControlAccepted(
            String api,
            int controllerId,
            int controllerEpoch,
            long requestBrokerEpoch,
            long ownBrokerEpoch,
            int highestControllerEpoch)
            implements JournalEntry {}

    /** A request was refused because it came from the past. */
    record RequestFenced(String api, String error, String detail) implements JournalEntry {}

    /**
     * As controller, granted a leader another ISR; the write follows.
     *
     * @param senderEpoch the broker epoch in the request
     * @param registeredEpoch the sender's broker epoch as the controller knew it
     */
    record AlterPartitionAccepted(
            Partition partition,
            int partitionEpoch,
            int leaderEpoch,
            int sender,
            long senderEpoch,
            long registeredEpoch,
            List<Integer> isr)
            implements OfPartition {
        public AlterPartitionAccepted {
            isr = List.copyOf(isr);
        }
    }

    /** The broker leads from now on. */
    record BecameLeader(
            Partition partition,
            int partitionEpoch,
            int leaderEpoch,
            long startOffset,
            long logStartOffset,
            long highWatermark,
            List<Integer> isr)
            implements OfReplica {
        public BecameLeader {
            isr = List.copyOf(isr);
        }
    }

    /** The broker follows from now on. */
    record BecameFollower(
            Partition partition,
            int partitionEpoch,
            int leaderEpoch,
            int leader,
            long logStartOffset,
            long logEndOffset,
            long highWatermark)
            implements OfReplica {}

    /** As leader, asked for another ISR. */
    record IsrProposed(
            Partition partition,
            int partitionEpoch,
            int leaderEpoch,
            List<Integer> isr,
            long leaderEpochStartOffset,
            long highWatermark,
            List<ReplicaEvidence> evidence)
            implements OfReplica {
        public IsrProposed {
            isr = List.copyOf(isr);
            evidence = List.copyOf(evidence);
        }
    }

    /** What admitted a replica, as its fetch showed it. */
    record ReplicaEvidence(int replica, long logEndOffset, int fetchLeaderEpoch) {}

    /** As leader, learned that an ISR is in force. */
    record IsrCommitted(Partition partition, int partitionEpoch, int leaderEpoch, List<Integer> isr)
            implements OfReplica {
        public IsrCommitted {
            isr = List.copyOf(isr);
        }
    }

    /**
     * A log was cut.
     *
     * @param fromOffset its end before
     * @param toOffset its end after; above {@code fromOffset} where the log was given up and begun anew
     * @param highWatermark the broker's own, just before
     */
    record Truncated(
            Partition partition,
            int partitionEpoch,
            int leaderEpoch,
            long fromOffset,
            long toOffset,
            long highWatermark,
            String reason)
            implements OfReplica {
        /** Whether the record at an offset went. */
        public boolean removed(long offset) {
            return toOffset <= offset && offset < fromOffset;
        }
    }

    /** A log was found after an unclean stop. */
    record Recovered(Partition partition, int partitionEpoch, long logStartOffset, long foundEndOffset)
            implements OfPartition {}

    /** The high watermark moved. {@code isrSize} is that of the committed ISR; -1 on a follower. */
    record HighWatermarkMoved(
            Partition partition,
            int partitionEpoch,
            int leaderEpoch,
            boolean leading,
            long highWatermark,
            long logEndOffset,
            int isrSize)
            implements Progress {}

    /** As leader, saw by a fetch of its own leader epoch how far a replica has come. */
    record FollowerProgress(Partition partition, int partitionEpoch, int leaderEpoch, int replica, long logEndOffset)
            implements Progress {}

    /** A bound was hit. */
    record BoundHit(String bound, String detail) implements JournalEntry {}

    /** Anything else: no checker asks for it, or this version does not know it. */
    record Other(String event) implements JournalEntry {}
}
