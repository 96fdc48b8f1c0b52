/**
 * The run folder as a checker sees it: what the run was ({@code run.json}), which faults it suffered
 * ({@code faults.jsonl}), what was collected, and the loaded {@code Evidence}.
 *
 * <p>May depend on: the other evidence models of this module, Jackson, {@code java.nio.file} for reading. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.evidence;
