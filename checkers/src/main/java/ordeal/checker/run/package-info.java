/**
 * What a run writes down about itself: its settings ({@code run.json}), the faults it suffered ({@code faults.jsonl}), and what was
 * collected at its end.
 *
 * <p>May depend on: {@link ordeal.checker.Partition}. Threading: immutable values.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.run;
