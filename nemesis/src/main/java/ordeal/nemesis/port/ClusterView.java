package ordeal.nemesis.port;

/** The cluster as seen from outside: in ZooKeeper and in the deployment's own records. */
public interface ClusterView {
    /** The newest state known. Cheap and never waits for the cluster: it is asked many times a second. */
    ClusterState now();
}
