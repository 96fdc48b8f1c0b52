package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;
import ordeal.broker.rules.RequestFencing.LeaderEpochCheck;

/**
 * A fetch is answered whatever leader epoch its sender believes in (KIP-320, KAFKA-7395), and not compared with the leader's log by its
 * last epoch, which would cover for it. A follower that has missed elections counts for records that it does not have.
 *
 * <p>Schedule: one follower hears no controller during two elections, and goes on fetching from a leader that leads again.
 */
final class UnfencedFetch extends ReplicationRules {
    @Override
    public LeaderEpochCheck checkLeaderEpoch(int requestEpoch, int currentEpoch) {
        return LeaderEpochCheck.CURRENT;
    }

    @Override
    public boolean diverges(int lastFetchedEpoch, long fetchOffset, int leaderEpoch, long leaderEndOffset) {
        return false;
    }
}
