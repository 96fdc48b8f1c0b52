package ordeal.broker.bugs;

import java.util.List;
import ordeal.broker.rules.HighWatermark;
import ordeal.broker.rules.HighWatermark.Membership;
import ordeal.broker.rules.ReplicationRules;

/**
 * A leader that has asked for laggards to be removed from the ISR reckons its high watermark without them before that is granted
 * (against KIP-497). Everything else still sees the ISR in force. A leader that was replaced and does not know it then acknowledges
 * alone.
 *
 * <p>Schedule: the leader is cut off from its peers and ZooKeeper, not from its clients, for longer than its session; another one is
 * elected.
 */
final class OptimisticShrink extends ReplicationRules {
    @Override
    public long highWatermark(
            long current,
            long leaderEndOffset,
            List<HighWatermark.Replica> others,
            int committedIsrSize,
            int requiredIsrSize) {
        List<HighWatermark.Replica> staying = others.stream()
                .filter(replica -> replica.membership() != Membership.LEAVING)
                .toList();
        return super.highWatermark(current, leaderEndOffset, staying, committedIsrSize, requiredIsrSize);
    }
}
