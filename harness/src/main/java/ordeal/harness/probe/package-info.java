/**
 * What the harness sends to a node to see whether and how it is reached.
 *
 * <p>May depend on: {@code ordeal.nemesis.port}. Pure. Threading: stateless.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.probe;
