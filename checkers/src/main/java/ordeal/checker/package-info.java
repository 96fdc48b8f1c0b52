/**
 * The checkers: pure functions from the evidence that a run left behind to a verdict.
 *
 * <p>Nothing below this package opens a socket or asks for the time. What is judged, and with which result, is a function of
 * the files in a run folder alone, so a run can be judged again anywhere, byte for byte.
 *
 * <p>May depend on: Avro (history files), Jackson (JSON), kafka-clients (record batches as they lie on disk), ZooKeeper
 * (transaction records). Never on another module of this project. Threading: single-threaded throughout, but for
 * {@code HistoryWriter}, with which the clients of a run write its history.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker;
