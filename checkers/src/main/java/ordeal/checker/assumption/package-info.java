/**
 * Whether a run can be judged at all: a whole history, unique values, sane clocks, enough operations
 * (floors), faults that took hold and had the effects that they must have.
 *
 * <p>May depend on: the evidence models, {@code ordeal.checker.compact}, {@code ordeal.checker.verdict}. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.assumption;
