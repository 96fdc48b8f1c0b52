package ordeal.broker.rules;

/** Which requests of controllers, brokers and clients come from the past (KIP-380, KIP-320, KIP-570, KIP-903). */
public final class RequestFencing {
    /** Stands for: the sender does not say which incarnation it is. */
    public static final long NO_BROKER_EPOCH = -1;

    private RequestFencing() {}

    /** What a leader epoch in a request says about the sender. */
    public enum LeaderEpochCheck {
        /** It is the current one, or the request carries none. */
        CURRENT,
        /** The sender is behind: FENCED_LEADER_EPOCH. */
        FENCED,
        /** The sender is ahead of this broker: UNKNOWN_LEADER_EPOCH. */
        UNKNOWN
    }

    /**
     * Whether a request of the controller was meant for an earlier incarnation of this broker. A greater broker epoch is accepted: the
     * controller may know of the registration before the broker does.
     *
     * @param requestEpoch -1 for any
     */
    public static boolean staleBrokerEpoch(long requestEpoch, long ownEpoch) {
        return requestEpoch != NO_BROKER_EPOCH && requestEpoch < ownEpoch;
    }

    /**
     * Whether a follower's fetch was sent by an earlier incarnation of it than one that has fetched before, or while it was not
     * registered at all (KIP-903).
     *
     * @param fetchEpoch the broker epoch in the fetch; {@link #NO_BROKER_EPOCH} when it says none
     * @param newestSeen the greatest of those before; {@link #NO_BROKER_EPOCH} when there was none
     */
    public static boolean outdatedFollower(long fetchEpoch, long newestSeen) {
        return fetchEpoch < newestSeen;
    }

    /** Whether a request comes from a controller that has been replaced. */
    public static boolean staleControllerEpoch(int requestEpoch, int highestSeen) {
        return requestEpoch < highestSeen;
    }

    /**
     * What the leader epoch in a fetch, an offset query or an epoch query says.
     *
     * @param requestEpoch -1 when it carries none
     */
    public static LeaderEpochCheck leaderEpoch(int requestEpoch, int currentEpoch) {
        if (requestEpoch < 0 || requestEpoch == currentEpoch) {
            return LeaderEpochCheck.CURRENT;
        }
        return requestEpoch < currentEpoch ? LeaderEpochCheck.FENCED : LeaderEpochCheck.UNKNOWN;
    }

    /**
     * Whether a StopReplica comes from the past.
     *
     * @param requestEpoch -2 deletes the topic and is always obeyed, -1 carries no epoch
     */
    public static boolean staleStop(int requestEpoch, int currentEpoch) {
        return requestEpoch >= 0 && requestEpoch < currentEpoch;
    }
}
