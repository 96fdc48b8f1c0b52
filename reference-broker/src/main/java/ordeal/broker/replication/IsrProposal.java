package ordeal.broker.replication;

import java.util.List;
import ordeal.broker.rules.RequestFencing;

/**
 * A change of an ISR that a leader asks the controller for.
 *
 * @param partitionEpoch the one it builds on
 * @param change what is asked for
 */
record IsrProposal(Partition partition, int leaderEpoch, int partitionEpoch, Isr change) {
    /** The whole ISR as it shall be. */
    List<Integer> isr() {
        return change.wanted();
    }

    /**
     * The broker epoch under which a member showed what it holds. The controller refuses a member that has registered anew since then, for it
     * may have lost that (KIP-903).
     *
     * @return -1 for any, for those who were in the ISR before: the controller knows when one of them is bounced
     */
    long epochOf(int member) {
        return switch (change) {
            case Isr.Expanding(var _, int added, long addedEpoch) when added == member -> addedEpoch;
            case Isr.Expanding _, Isr.Shrinking _, Isr.Settled _ -> RequestFencing.NO_BROKER_EPOCH;
        };
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
