/**
 * A cluster of containers: the engine, the image that every node runs from, and what the engine moves in and out of a container.
 *
 * <p>May depend on: {@code cluster}, {@code system}, {@code observe}, {@code artifact}, {@code ordeal.nemesis.port}. Threading: {@code Engine} may be used
 * from any thread; its calls block.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.docker;
