/**
 * Bugs on purpose: each a class that overrides one rule or a few, and nothing else, so that the harness can prove that it would have
 * noticed. The correct broker never loads one.
 *
 * <p>May depend on: {@code rules}, {@code coordination}'s values. Threading: pure functions.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.bugs;
