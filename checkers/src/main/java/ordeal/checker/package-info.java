/**
 * From the evidence of a run to its verdict.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker;
