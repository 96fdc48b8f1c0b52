package ordeal.broker.replication;

import java.util.ArrayList;
import java.util.List;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.journal.JournalEntry.ReplicaEvidence;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A leader's ISR: notices who lags and who has caught up, asks the controller for the change (KIP-497), and takes over what the
 * controller has written.
 */
final class IsrKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(IsrKeeper.class);

    private final PartitionLeader leader;
    private final Partition partition;
    private final Surroundings around;
    private Isr current;
    private int partitionEpoch;

    IsrKeeper(PartitionLeader leader, Partition partition, Surroundings around, Leadership leadership) {
        this.leader = leader;
        this.partition = partition;
        this.around = around;
        this.current = new Isr.Settled(leadership.isr());
        this.partitionEpoch = leadership.partitionEpoch();
    }

    Isr current() {
        return current;
    }

    int partitionEpoch() {
        return partitionEpoch;
    }

    /** Asks for a replica to be added, when it may be. */
    void maybeExpand(RemoteReplica follower) {
        if (current.inFlight() || current.committed().contains(follower.brokerId())) {
            return;
        }
        if (around.rules()
                .mayJoinIsr(
                        follower.logEndOffset(),
                        leader.log().highWatermark(),
                        leader.epochStartOffset(),
                        around.peers().alive(follower.brokerId()))) {
            propose(
                    new Isr.Expanding(current.committed(), follower.brokerId(), follower.brokerEpoch()),
                    List.of(new ReplicaEvidence(
                            follower.brokerId(), follower.logEndOffset(), follower.fetchLeaderEpoch())));
        }
    }

    /** Asks for those who lag to be removed. */
    void maybeShrink() {
        if (current.inFlight()) {
            return;
        }
        long now = around.loop().nowNanos();
        List<Integer> laggards = new ArrayList<>();
        for (int id : current.committed()) {
            RemoteReplica follower = leader.followers().get(id);
            if (follower != null && !follower.caughtUp(leader.log().logEndOffset(), now, leader.lagTimeMaxNanos())) {
                laggards.add(id);
            }
        }
        if (!laggards.isEmpty()) {
            propose(new Isr.Shrinking(current.committed(), laggards), List.of());
        }
    }

    private void propose(Isr next, List<ReplicaEvidence> evidence) {
        LOG.info("{}: asking for the ISR {} instead of {}", partition.id(), next.wanted(), current.committed());
        around.journal()
                .record(new JournalEntry.IsrProposed(
                        partition.id(),
                        partitionEpoch,
                        leader.leaderEpoch(),
                        next.wanted(),
                        leader.epochStartOffset(),
                        leader.log().highWatermark(),
                        evidence));
        current = next;
        partition.isrProposals().submit(new IsrProposal(partition, leader.leaderEpoch(), partitionEpoch, next));
    }

    /** The controller has written an ISR. An answer that is older than what is known is ignored. */
    void committed(List<Integer> isr, int epoch) {
        if (epoch < partitionEpoch || (epoch == partitionEpoch && !current.inFlight())) {
            return;
        }
        LOG.info("{}: the ISR is {} (partition epoch {})", partition.id(), isr, epoch);
        current = new Isr.Settled(isr);
        partitionEpoch = epoch;
        around.journal().record(new JournalEntry.IsrCommitted(partition.id(), epoch, leader.leaderEpoch(), isr));
        leader.advanceHighWatermark();
    }

    /** The controller refused a change. */
    void refused(Errors error) {
        switch (error) {
            case INELIGIBLE_REPLICA, OPERATION_NOT_ATTEMPTED -> {
                LOG.info("{}: the controller refused the ISR {}: {}", partition.id(), current.wanted(), error);
                current = new Isr.Settled(current.committed());
                leader.advanceHighWatermark();
            }
            // The controller knows something newer; a LeaderAndIsr with a new leader epoch is on its way, and until
            // then
            // nobody can tell which ISR is in force.
            default -> LOG.info("{}: the ISR {} stays undecided: {}", partition.id(), current.wanted(), error);
        }
    }
}
