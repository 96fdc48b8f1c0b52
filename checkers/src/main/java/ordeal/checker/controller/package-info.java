/**
 * The promise of one controller: elections in due form, no effect of a deposed controller's doing, and brokers that obey none.
 *
 * <p>May depend on: the evidence, journal, verdict and zookeeper models, {@code RuleFindings} of the ISR rules. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.controller;
