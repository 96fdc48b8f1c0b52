/**
 * The harness's own view of a cluster, and its hand as the cluster's operator: a ZooKeeper client of its own, past the mesh, and
 * an admin client.
 *
 * <p>May depend on: {@code ordeal.nemesis.port}, ZooKeeper, kafka-clients, Jackson. Threading: {@code ZooKeeperView} refreshes on a virtual thread of its
 * own and publishes immutable states; everything else may be called from any thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.observe;
