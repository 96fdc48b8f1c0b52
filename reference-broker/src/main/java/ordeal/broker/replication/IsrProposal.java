package ordeal.broker.replication;

import java.util.List;

/**
 * A change of an ISR that a leader asks the controller for.
 *
 * @param partitionEpoch the one it builds on
 * @param isr the whole ISR as it shall be
 */
record IsrProposal(Partition partition, int leaderEpoch, int partitionEpoch, List<Integer> isr) {
    IsrProposal {
        isr = List.copyOf(isr);
    }

    /** Whether the leadership that asked is still this broker's. */
    boolean stillWanted() {
        return partition
                .leader()
                .filter(leader -> leader.leaderEpoch() == leaderEpoch
                        && leader.isr().current().inFlight())
                .isPresent();
    }
}
