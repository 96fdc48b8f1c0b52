package ordeal.checker.isr;

import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.Registration;

/**
 * Which brokers a controller may have thought alive when it wrote a state.
 *
 * <p>A controller learns of a registration's end by a watch, and may write before it has heard. How long it may lag is bounded by
 * its own session: a client that hears nothing gives up its connection within the session timeout, and the server ends the session
 * no later than one timeout after that; then its writes fail. So a broker counts as alive while it is registered and for twice the
 * session timeout and two seconds after that.
 */
final class LiveBrokers {
    private static final long SLACK_MS = 2_000;

    private final ClusterTimeline timeline;
    private final long lagMs;

    LiveBrokers(ClusterTimeline timeline, RunDescription run) {
        this.timeline = timeline;
        this.lagMs = 2 * run.cluster().sessionTimeoutMs() + SLACK_MS;
    }

    /** Whether the writer of this state may have thought the broker alive. */
    boolean mayInclude(int broker, PartitionState written) {
        for (Registration life : timeline.registrations()) {
            boolean begun = life.brokerEpoch() <= written.zxid();
            boolean over = life.toZxid() <= written.zxid() && life.toEpochMs() + lagMs < written.epochMs();
            if (life.broker() == broker && begun && !over) {
                return true;
            }
        }
        return false;
    }
}
