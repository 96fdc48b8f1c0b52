/**
 * Systems under test: what it takes to start one and what evidence it leaves. Nothing here starts anything.
 *
 * <p>May depend on: {@code artifact}. Threading: immutable values and pure functions.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.system;
