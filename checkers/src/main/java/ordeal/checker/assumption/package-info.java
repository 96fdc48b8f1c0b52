/**
 * Whether a run can be judged at all: a whole history, unique values, sane clocks, enough operations, faults that took hold.
 *
 * <p>May depend on: the evidence models, {@code ordeal.checker.verdict}. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.assumption;
