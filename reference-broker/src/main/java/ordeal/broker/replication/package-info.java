/**
 * Partitions as this broker has them: leading, following, or neither. A leader appends, watches its followers, moves the high
 * watermark and proposes the ISR; a follower fetches, appends and cuts its log where the leader's differs.
 *
 * <p>May depend on: {@code log}, {@code rules}, {@code journal}, {@code config}, {@code port}, {@code coordination.PartitionState},
 * Kafka's message and record classes. Threading: the event loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.replication;
