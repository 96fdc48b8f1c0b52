package ordeal.broker.replication;

import ordeal.broker.log.EpochEndOffset;
import ordeal.broker.log.FetchedRecords;
import org.apache.kafka.common.protocol.Errors;

/** What a fetch finds in one partition. */
public sealed interface PartitionRead {
    /** Records, possibly none. */
    record Records(FetchedRecords fetched, long highWatermark, long logStartOffset) implements PartitionRead {}

    /** The follower's log and the leader's part: the follower must cut (KIP-595). */
    record Diverging(EpochEndOffset leaderEnd, long highWatermark, long logStartOffset) implements PartitionRead {}

    /** The fetch is refused. */
    record Failed(Errors error) implements PartitionRead {}
}
