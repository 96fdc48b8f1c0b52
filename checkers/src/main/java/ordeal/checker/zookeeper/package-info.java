/**
 * Ground truth: ZooKeeper's own transaction log, read offline and proven complete, and the cluster's history told by it.
 *
 * <p>May depend on: {@code ordeal.checker.run}, ZooKeeper's record classes (not its server), Jackson, {@code java.nio.file} for reading. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.zookeeper;
