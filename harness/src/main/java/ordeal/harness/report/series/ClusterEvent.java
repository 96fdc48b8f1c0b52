package ordeal.harness.report.series;

/**
 * One thing that ZooKeeper's log tells of the cluster.
 *
 * @param nanos when, on the run's clock
 * @param zxid the transaction
 * @param text what happened
 */
public record ClusterEvent(long nanos, long zxid, String text) {}
