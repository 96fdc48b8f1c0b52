/**
 * What a judge may say, and what must stand beside it: verdicts, anomalies, witnesses, and their JSON.
 *
 * <p>May depend on: {@link ordeal.checker.Partition}, Jackson. Threading: immutable values.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.verdict;
