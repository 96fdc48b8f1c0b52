/**
 * What a system may lose under its settings: the causes in evidence by which the loss of one record is permitted.
 *
 * <p>May depend on: the evidence models. Pure functions. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.contract;
