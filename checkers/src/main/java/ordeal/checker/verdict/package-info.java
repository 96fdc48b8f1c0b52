/**
 * What a judge may say, and what must stand beside it: verdicts, anomalies, witnesses, and their JSON.
 *
 * <p>May depend on: {@link ordeal.checker.Partition}, {@code ordeal.checker.run}, Jackson. Threading: immutable values, and findings that one checker collects.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.verdict;
