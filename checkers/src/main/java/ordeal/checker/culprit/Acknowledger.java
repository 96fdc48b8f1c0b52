package ordeal.checker.culprit;

/**
 * The leader that acknowledged a send.
 *
 * @param broker who
 * @param leaderEpoch in which leader epoch
 * @param proven whether it can have been nobody else; otherwise it is whom ZooKeeper had as leader when the acknowledgement arrived
 */
public record Acknowledger(int broker, int leaderEpoch, boolean proven) {
    /** What may be said of it, after "acknowledged at offset 5". */
    public String words() {
        return proven
                ? " by broker " + broker + " in epoch " + leaderEpoch
                : " (ZooKeeper had broker " + broker + " as leader in epoch " + leaderEpoch + ")";
    }
}
