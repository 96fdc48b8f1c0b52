package ordeal.broker.replication;

import ordeal.broker.journal.JournalEntry;
import ordeal.broker.log.EpochEndOffset;
import ordeal.broker.log.PartitionLog;
import org.apache.kafka.common.record.MemoryRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A follower of a partition, for one leader epoch: takes over what the leader's log holds, and cuts what it does not. */
public final class PartitionFollower implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionFollower.class);

    private final Partition partition;
    private final Surroundings around;
    private final PartitionLog log;
    private final Leadership leadership;

    PartitionFollower(Partition partition, Surroundings around, Leadership leadership) {
        this.partition = partition;
        this.around = around;
        this.log = partition.log();
        this.leadership = leadership;
    }

    /** Journals the beginning and cuts the log to where it resumes. Called once, before the first fetch. */
    void begin() {
        around.journal()
                .record(new JournalEntry.BecameFollower(
                        partition.id(),
                        partitionEpoch(),
                        leaderEpoch(),
                        leader(),
                        log.logStartOffset(),
                        log.logEndOffset(),
                        log.highWatermark()));
        long resume = around.rules().resumeAt(log.logEndOffset(), log.highWatermark(), log.latestEpoch() >= 0);
        cut(resume, "a new follower resumes");
    }

    @Override
    public int leaderEpoch() {
        return leadership.leaderEpoch();
    }

    @Override
    public int partitionEpoch() {
        return leadership.partitionEpoch();
    }

    @Override
    public int leader() {
        return leadership.leader();
    }

    Partition partition() {
        return partition;
    }

    PartitionLog log() {
        return log;
    }

    /** Whether this is what the broker is to the partition still. */
    boolean inForce() {
        return partition.follows(this);
    }

    /**
     * Appends what the leader sent.
     *
     * @return how many bytes were appended
     * @throws ordeal.broker.log.CorruptBatchException when a batch is damaged or out of place
     */
    int append(MemoryRecords records, long leaderHighWatermark, long leaderLogStart) {
        int bytes = records.sizeInBytes() == 0 ? 0 : log.appendAsFollower(records, leaderEpoch());
        if (leaderLogStart > log.logStartOffset() && leaderLogStart <= log.logEndOffset()) {
            log.raiseLogStart(leaderLogStart);
        }
        if (log.setHighWatermark(Math.min(leaderHighWatermark, log.logEndOffset()))) {
            around.journal()
                    .record(new JournalEntry.HighWatermarkMoved(
                            partition.id(),
                            partitionEpoch(),
                            leaderEpoch(),
                            false,
                            log.highWatermark(),
                            log.logEndOffset(),
                            -1));
        }
        return bytes;
    }

    /** The leader says that the logs diverge: cuts, and the next fetch asks again. */
    void onDiverging(EpochEndOffset leaderEnd) {
        EpochEndOffset local = leaderEnd.defined() ? log.endOffsetFor(leaderEnd.epoch()) : EpochEndOffset.UNDEFINED;
        long to = around.rules()
                .cutAt(
                        leaderEnd.epoch(),
                        leaderEnd.endOffset(),
                        local.epoch(),
                        local.endOffset(),
                        log.logEndOffset(),
                        log.highWatermark());
        cut(to, "the leader's epoch %d ends at %d".formatted(leaderEnd.epoch(), leaderEnd.endOffset()));
    }

    /** The leader's log ends before this one, or begins after its end. */
    void onOutOfRange(long leaderStart, long leaderEnd) {
        if (leaderEnd < log.logEndOffset()) {
            cut(leaderEnd, "the leader's log ends at " + leaderEnd);
        } else if (leaderStart > log.logEndOffset()) {
            journalCut(log.logEndOffset(), leaderStart, "the leader's log begins at " + leaderStart);
            log.restartAt(leaderStart);
        }
    }

    /**
     * Cuts the log, also at its very end: an epoch that was begun there and has no records is no epoch of the log any more, for another
     * leader may give that number to nothing, or to something else.
     */
    private void cut(long to, String reason) {
        long from = log.logEndOffset();
        if (to < from) {
            journalCut(from, log.endAfterCut(to), reason);
        }
        log.truncateTo(Math.min(to, from));
    }

    private void journalCut(long from, long to, String reason) {
        LOG.info("{}: the log goes from {} to {}: {}", partition.id(), from, to, reason);
        around.journal()
                .record(new JournalEntry.Truncated(
                        partition.id(), partitionEpoch(), leaderEpoch(), from, to, log.highWatermark(), reason));
    }

    @Override
    public void end() {}
}
