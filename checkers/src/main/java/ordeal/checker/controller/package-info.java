/**
 * The promise of one controller: elections in due form, no effect of a deposed controller's doing, and brokers that obey none.
 *
 * <p>May depend on: the evidence, journal, run, verdict and zookeeper models. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.controller;
