package ordeal.nemesis.target;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import ordeal.nemesis.port.Node;

/** Which nodes a fault hits, as data. {@link TargetResolver} turns it into nodes at injection. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "pick")
public sealed interface Target {
    /** The leader of a partition. */
    @JsonTypeName("leader")
    record Leader(PartitionRef partition) implements Target {}

    /**
     * One follower in the ISR of a partition.
     *
     * @param sparingController whether the controller is never picked
     */
    @JsonTypeName("in-sync-follower")
    record InSyncFollower(PartitionRef partition, boolean sparingController) implements Target {}

    /** Every follower in the ISR of a partition. */
    @JsonTypeName("in-sync-followers")
    record InSyncFollowers(PartitionRef partition) implements Target {}

    /** Every member of a partition's ISR, the leader too. */
    @JsonTypeName("in-sync-replicas")
    record InSyncReplicas(PartitionRef partition) implements Target {}

    /**
     * The replica at a place of a partition's assignment, whatever it is at present.
     *
     * @param place from 0, the preferred leader
     */
    @JsonTypeName("assigned")
    record Assigned(PartitionRef partition, int place) implements Target {
        public Assigned {
            if (place < 0) {
                throw new IllegalArgumentException("a place in an assignment is not negative");
            }
        }
    }

    /** The controller. */
    @JsonTypeName("controller")
    record Controller() implements Target {}

    /** A registered broker that is not the controller. */
    @JsonTypeName("non-controller")
    record NonController() implements Target {}

    /** The ZooKeeper server that leads the ensemble, the only one of a standalone. */
    @JsonTypeName("zookeeper-leader")
    record ZookeeperLeader() implements Target {}

    /** Any ZooKeeper server. */
    @JsonTypeName("random-zookeeper")
    record RandomZookeeper() implements Target {}

    /** So many ZooKeeper servers, drawn at random, that the others have no quorum; the only one of a standalone. */
    @JsonTypeName("zookeeper-majority")
    record ZookeeperMajority() implements Target {}

    /** Any registered broker. */
    @JsonTypeName("random-broker")
    record RandomBroker() implements Target {}

    /** So many brokers, drawn at random, that the others are a majority. */
    @JsonTypeName("minority")
    record Minority() implements Target {}

    /** Every broker. */
    @JsonTypeName("all-brokers")
    record AllBrokers() implements Target {}

    /**
     * A node by its name.
     *
     * @param name such as {@code broker-1}
     */
    @JsonTypeName("node")
    record Fixed(String name) implements Target {
        public Fixed {
            Node.parse(name);
        }
    }

    /**
     * The nodes that an earlier step of the same plan hit.
     *
     * @param step that step's label
     */
    @JsonTypeName("hit-by")
    record HitBy(String step) implements Target {}

    /** In words, with an article. */
    default String describe() {
        return switch (this) {
            case Leader(PartitionRef partition) -> "the leader of " + partition.describe();
            case InSyncFollower(PartitionRef partition, boolean sparingController) ->
                "an in-sync follower of " + partition.describe() + (sparingController ? " (not the controller)" : "");
            case InSyncFollowers(PartitionRef partition) -> "all in-sync followers of " + partition.describe();
            case InSyncReplicas(PartitionRef partition) -> "all in-sync replicas of " + partition.describe();
            case Assigned(PartitionRef partition, int place) -> "replica " + place + " of " + partition.describe();
            case Controller() -> "the controller";
            case NonController() -> "a broker that is not the controller";
            case ZookeeperLeader() -> "the ZooKeeper leader";
            case RandomZookeeper() -> "a ZooKeeper server";
            case ZookeeperMajority() -> "a majority of the ZooKeeper servers";
            case RandomBroker() -> "a broker";
            case Minority() -> "a minority of the brokers";
            case AllBrokers() -> "all brokers";
            case Fixed(String name) -> name;
            case HitBy(String step) -> "the nodes of step '" + step + "'";
        };
    }
}
