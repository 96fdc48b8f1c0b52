/**
 * Faults as data, and what each does step by step. A {@code Fault} is what a plan holds; a {@code Script} is the same fault with its
 * targets resolved, as a list of actions that the runner carries out one by one.
 *
 * <p>May depend on: {@code ordeal.nemesis.port} (its data), {@code ordeal.nemesis.target}, Jackson's annotations. Pure: no clock, no
 * threads, no files, randomness is passed in. Threading: immutable data and stateless functions.
 */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis.fault;
