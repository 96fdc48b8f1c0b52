package ordeal.broker.replication;

/** What this broker is to a partition, for one leader epoch. */
public sealed interface Role permits PartitionLeader, PartitionFollower {
    /** The leader epoch. */
    int leaderEpoch();

    /** The newest partition epoch that this broker knows. */
    int partitionEpoch();

    /** Who leads. */
    int leader();

    /** The role is over. */
    void end();
}
