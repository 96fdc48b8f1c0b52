/**
 * Whether the cluster served again after the faults, and what each fault cost while it lasted.
 *
 * <p>May depend on: the evidence models, {@code ordeal.checker.compact}, {@code ordeal.checker.verdict}. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.recovery;
