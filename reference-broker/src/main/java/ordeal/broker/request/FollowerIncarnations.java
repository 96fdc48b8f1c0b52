package ordeal.broker.request;

import java.util.HashMap;
import java.util.Map;
import ordeal.broker.rules.RequestFencing;

/**
 * The newest broker epoch with which each follower has fetched here. A fetch says "I hold everything below this offset"; when it was held up
 * and arrives after fetches of a later incarnation of its sender, which may have lost what the earlier one held, it must not count (KIP-903).
 */
final class FollowerIncarnations {
    private final Map<Integer, Long> newest = new HashMap<>();

    /**
     * Whether a fetch counts; one of a newer incarnation than any before outdates these.
     *
     * @param brokerEpoch -1 when the follower does not say, which counts only as long as it never has
     */
    boolean admit(int follower, long brokerEpoch) {
        long known = newest.getOrDefault(follower, RequestFencing.NO_BROKER_EPOCH);
        if (RequestFencing.outdatedFollower(brokerEpoch, known)) {
            return false;
        }
        newest.put(follower, Math.max(known, brokerEpoch));
        return true;
    }
}
