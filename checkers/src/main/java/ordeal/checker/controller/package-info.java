/**
 * The promise of one controller: elections in due form, and no effect of a deposed controller's doing.
 *
 * <p>May depend on: the evidence, verdict and zookeeper models, {@code RuleFindings} of the ISR rules. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.controller;
