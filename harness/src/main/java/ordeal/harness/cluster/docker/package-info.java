/**
 * A cluster of containers: the engine, the image that every node runs from, the network, the nodes, and what the kernel under them lets a
 * nemesis do to links, disks and clocks.
 *
 * <p>May depend on: {@code cluster}, {@code artifact}, {@code observe}, {@code probe}, {@code system}, {@code ordeal.nemesis.port}, the run's description in
 * {@code ordeal.checker.run}, docker-java. Threading: {@code Engine} may be used from any thread; its calls block. Everything else says so
 * where it differs.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.docker;
