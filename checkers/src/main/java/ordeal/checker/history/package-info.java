/**
 * What the clients of a run did and saw: the events of a history, the values they carry, and the Avro file that holds them.
 *
 * <p>Times are nanoseconds on one monotonic clock of the harness, counted from the start of the run. May depend on: Avro.
 * Threading: a {@code HistoryWriter} may be shared by any number of threads; everything else is immutable or confined to one.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.history;
