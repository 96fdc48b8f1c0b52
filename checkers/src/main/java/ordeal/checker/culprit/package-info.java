/**
 * Who did it: the election and the truncation that took a record away, and the leader that had acknowledged it, as far as ZooKeeper's log,
 * journals, brokers' own logs and disks tell. A sentence says no more than its evidence, and names nobody where there is none.
 *
 * <p>May depend on: the evidence, journal, replica, run, verdict and zookeeper models. Threading: immutable once made.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.culprit;
