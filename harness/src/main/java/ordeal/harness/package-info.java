/** The harness: it starts a cluster, drives it, injects faults, and hands the evidence to the checkers. */
@org.jspecify.annotations.NullMarked
package ordeal.harness;
