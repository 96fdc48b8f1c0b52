package ordeal.broker.bugs;

import java.util.List;
import ordeal.broker.rules.HighWatermark;
import ordeal.broker.rules.HighWatermark.Membership;
import ordeal.broker.rules.ReplicationRules;

/**
 * A replica that the leader has asked to be added to the ISR does not hold the high watermark back until the leader hears that it was
 * added (KIP-497, KAFKA-8836); nor does one that has caught up and is about to be asked for, which would cover for it. The controller
 * may have added and elected it by then.
 *
 * <p>Schedule: the controller's answers to the leader are held; when the replica, the first of the assignment, is in the ISR, what
 * it fetches is held as well; the leader goes on for a second and is killed.
 */
final class PendingExpandIgnored extends ReplicationRules {
    @Override
    public long highWatermark(
            long current,
            long leaderEndOffset,
            List<HighWatermark.Replica> others,
            int committedIsrSize,
            int requiredIsrSize) {
        List<HighWatermark.Replica> inForce = others.stream()
                .filter(replica ->
                        replica.membership() == Membership.MEMBER || replica.membership() == Membership.LEAVING)
                .toList();
        return super.highWatermark(current, leaderEndOffset, inForce, committedIsrSize, requiredIsrSize);
    }
}
