package ordeal.broker.replication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.log.AppendResult;
import ordeal.broker.log.EpochEndOffset;
import ordeal.broker.log.PartitionLog;
import ordeal.broker.rules.AckCondition;
import ordeal.broker.rules.HighWatermark;
import ordeal.broker.rules.InSyncReplicas;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.jspecify.annotations.Nullable;

/**
 * The leader of a partition, for one leader epoch. It appends what producers send, hears by the followers' fetches how far they have
 * come, moves the high watermark, and proposes the ISR.
 */
public final class PartitionLeader implements Role {
    private final Partition partition;
    private final Surroundings around;
    private final PartitionLog log;
    private final int leaderEpoch;
    private final long epochStartOffset;
    private final IsrKeeper isr;
    private final Map<Integer, RemoteReplica> followers = new LinkedHashMap<>();
    private final CommitWaiters waiters = new CommitWaiters();

    PartitionLeader(Partition partition, Surroundings around, Leadership leadership) {
        this.partition = partition;
        this.around = around;
        this.log = partition.log();
        this.leaderEpoch = leadership.leaderEpoch();
        log.startEpoch(leaderEpoch);
        this.epochStartOffset = log.logEndOffset();
        long now = around.loop().nowNanos();
        long longAgo = now - around.config().replication().lagTimeMaxMs() * 2_000_000L;
        for (int id : leadership.replicas()) {
            if (id != around.brokerId()) {
                followers.put(id, new RemoteReplica(id, leadership.isr().contains(id) ? now : longAgo));
            }
        }
        this.isr = new IsrKeeper(this, partition, around, leadership);
    }

    /** Journals the beginning, and commits what can be committed. Called once, when the partition has taken on this role. */
    void begin() {
        around.journal()
                .record(new JournalEntry.BecameLeader(
                        partition.id(),
                        isr.partitionEpoch(),
                        leaderEpoch,
                        epochStartOffset,
                        log.logStartOffset(),
                        log.highWatermark(),
                        isr.current().committed()));
        log.onSynced(this::advanceHighWatermark);
        advanceHighWatermark();
    }

    @Override
    public int leaderEpoch() {
        return leaderEpoch;
    }

    @Override
    public int partitionEpoch() {
        return isr.partitionEpoch();
    }

    @Override
    public int leader() {
        return around.brokerId();
    }

    /** The first offset that can be read. */
    public long logStartOffset() {
        return log.logStartOffset();
    }

    /** Where this leader epoch begins. */
    public long epochStartOffset() {
        return epochStartOffset;
    }

    /**
     * Whether what this leader answers about the end of the log may be behind what an earlier leader has answered: its high watermark
     * has not reached the start of its own epoch yet (KIP-207).
     */
    public boolean endMayBeStale() {
        return around.rules().endMayBeStale(log.highWatermark(), epochStartOffset);
    }

    /**
     * Appends a batch of a client.
     *
     * @param allMustAck whether the client wants all in-sync replicas to have it: then there must be enough of them
     */
    public AppendResult append(MemoryRecords batch, boolean allMustAck) {
        if (allMustAck && !around.rules().mayAppend(isr.current().committed().size(), requiredIsrSize())) {
            return new AppendResult.Rejected(
                    Errors.NOT_ENOUGH_REPLICAS,
                    "the ISR " + isr.current().committed() + " is smaller than min.insync.replicas");
        }
        AppendResult result = log.appendAsLeader(batch, leaderEpoch);
        if (result instanceof AppendResult.Appended) {
            advanceHighWatermark();
            around.progress().changed(partition);
        }
        return result;
    }

    /** Waits until everything below an offset is committed, or will not be by this leader. May answer before this returns. */
    public CommitWaiters.Waiter awaitCommit(long nextOffset, CommitWaiters.Answer answer) {
        CommitWaiters.Waiter waiter = new CommitWaiters.Waiter(nextOffset, answer);
        Errors decided = decide(waiter);
        if (decided == null) {
            waiters.add(waiter);
        } else {
            waiter.answer(decided);
        }
        return waiter;
    }

    /**
     * A follower fetches: notes how far it has come, which may commit records and bring it into the ISR.
     *
     * @param replicaEpoch the follower's broker epoch; -1 when it did not say
     * @param currentLeaderEpoch the epoch that the follower believes in; -1 when it did not say
     * @param lastFetchedEpoch the epoch of the follower's last batch; -1 when it has none
     * @return NONE; or why the fetch is refused
     */
    public Errors onFollowerFetch(
            int replica, long replicaEpoch, long fetchOffset, int currentLeaderEpoch, int lastFetchedEpoch) {
        RemoteReplica follower = followers.get(replica);
        if (follower == null) {
            return currentLeaderEpoch < 0 ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_LEADER_EPOCH;
        }
        Errors fenced = checkEpoch(currentLeaderEpoch);
        if (fenced != Errors.NONE) {
            return fenced;
        }
        if (diverges(fetchOffset, lastFetchedEpoch) || outOfRange(fetchOffset, log.logEndOffset())) {
            return Errors.NONE; // the read says so; it shows nothing about what the follower holds
        }
        follower.fetched(
                fetchOffset,
                log.logEndOffset(),
                currentLeaderEpoch,
                replicaEpoch,
                around.loop().nowNanos());
        around.journal()
                .record(new JournalEntry.FollowerProgress(
                        partition.id(), isr.partitionEpoch(), leaderEpoch, replica, fetchOffset));
        isr.maybeExpand(follower);
        advanceHighWatermark();
        return Errors.NONE;
    }

    /** Whether a fetch or query with this leader epoch may be answered: NONE, FENCED_LEADER_EPOCH or UNKNOWN_LEADER_EPOCH. */
    public Errors checkEpoch(int currentLeaderEpoch) {
        return switch (around.rules().checkLeaderEpoch(currentLeaderEpoch, leaderEpoch)) {
            case CURRENT -> Errors.NONE;
            case FENCED -> Errors.FENCED_LEADER_EPOCH;
            case UNKNOWN -> Errors.UNKNOWN_LEADER_EPOCH;
        };
    }

    /**
     * Reads for a follower, to the log's end, or for a client, to the high watermark.
     *
     * @param forFollower which of both
     * @param lastFetchedEpoch see {@link #onFollowerFetch}; -1 for a client that does not say
     * @param atLeastOne whether the first batch is wanted even when it is larger than {@code maxBytes}
     */
    public PartitionRead read(
            boolean forFollower, long fetchOffset, int lastFetchedEpoch, int maxBytes, boolean atLeastOne) {
        if (diverges(fetchOffset, lastFetchedEpoch)) {
            EpochEndOffset end = endOf(lastFetchedEpoch);
            return end.defined()
                    ? new PartitionRead.Diverging(end, log.highWatermark(), log.logStartOffset())
                    : new PartitionRead.Failed(Errors.OFFSET_OUT_OF_RANGE);
        }
        if (outOfRange(fetchOffset, log.logEndOffset())) {
            return new PartitionRead.Failed(Errors.OFFSET_OUT_OF_RANGE);
        }
        long bound = forFollower
                ? log.logEndOffset()
                : around.rules().clientReadBound(log.highWatermark(), log.logEndOffset());
        return new PartitionRead.Records(
                log.read(fetchOffset, bound, maxBytes, atLeastOne), log.highWatermark(), log.logStartOffset());
    }

    private boolean diverges(long fetchOffset, int lastFetchedEpoch) {
        if (lastFetchedEpoch < 0 || fetchOffset < log.logStartOffset()) {
            return false;
        }
        EpochEndOffset end = endOf(lastFetchedEpoch);
        return around.rules().diverges(lastFetchedEpoch, fetchOffset, end.epoch(), end.endOffset());
    }

    /** Where a leader epoch ends in this leader's log, as it answers it. */
    public EpochEndOffset endOf(int epoch) {
        EpochEndOffset found = log.endOffsetFor(epoch);
        return found.defined()
                ? new EpochEndOffset(around.rules().answeredEpoch(epoch, found.epoch()), found.endOffset())
                : found;
    }

    private boolean outOfRange(long fetchOffset, long endOffset) {
        return fetchOffset < log.logStartOffset() || fetchOffset > endOffset;
    }

    /** The only place that moves a leader's high watermark. */
    void advanceHighWatermark() {
        if (!partition.leads(this)) {
            return;
        }
        long before = log.highWatermark();
        long after = around.rules()
                .highWatermark(
                        before,
                        log.countedEndOffset(),
                        replicas(),
                        isr.current().committed().size(),
                        requiredIsrSize());
        if (after < before || after > log.logEndOffset()) {
            throw new IllegalStateException("the high watermark of " + partition.id() + " would go from " + before
                    + " to " + after + " with the log's end at " + log.logEndOffset());
        }
        if (after > before) {
            log.setHighWatermark(after);
            around.journal()
                    .record(new JournalEntry.HighWatermarkMoved(
                            partition.id(),
                            isr.partitionEpoch(),
                            leaderEpoch,
                            true,
                            after,
                            log.logEndOffset(),
                            isr.current().committed().size()));
            around.progress().changed(partition);
        }
        waiters.settle(this::decide);
    }

    private List<HighWatermark.Replica> replicas() {
        Isr current = isr.current();
        long now = around.loop().nowNanos();
        List<HighWatermark.Replica> replicas = new ArrayList<>(followers.size());
        for (RemoteReplica follower : followers.values()) {
            HighWatermark.Membership membership = current.membershipOf(follower.brokerId());
            replicas.add(new HighWatermark.Replica(
                    follower.logEndOffset(),
                    membership,
                    membership == HighWatermark.Membership.OUTSIDE && aboutToJoin(follower, now)));
        }
        return replicas;
    }

    private boolean aboutToJoin(RemoteReplica follower, long now) {
        return follower.logEndOffset() != RemoteReplica.UNKNOWN
                && follower.caughtUp(log.logEndOffset(), now, lagTimeMaxNanos())
                && around.peers().alive(follower.brokerId());
    }

    /** What a waiting send is to be told; null as long as it must wait. */
    private @Nullable Errors decide(CommitWaiters.Waiter waiter) {
        AckCondition.Decision decision = around.rules()
                .acknowledge(
                        waiter.nextOffset(),
                        log.highWatermark(),
                        isr.current().maximal().size(),
                        requiredIsrSize());
        return switch (decision) {
            case WAIT -> null;
            case ACKNOWLEDGE -> Errors.NONE;
            case NOT_ENOUGH_REPLICAS -> Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND;
        };
    }

    private int requiredIsrSize() {
        TopicSettings settings = log.settings();
        return InSyncReplicas.required(settings.minInsyncReplicas(), followers.size() + 1);
    }

    long lagTimeMaxNanos() {
        return TimeUnit.MILLISECONDS.toNanos(around.config().replication().lagTimeMaxMs());
    }

    PartitionLog log() {
        return log;
    }

    Map<Integer, RemoteReplica> followers() {
        return followers;
    }

    /** The ISR, what it is and what it shall be. */
    IsrKeeper isr() {
        return isr;
    }

    /** The ISR in force, as this leader knows it. */
    public List<Integer> committedIsr() {
        return isr.current().committed();
    }

    /** Ends this leadership: whoever waits for it is told. */
    @Override
    public void end() {
        waiters.abandon(Errors.NOT_LEADER_OR_FOLLOWER);
    }
}
