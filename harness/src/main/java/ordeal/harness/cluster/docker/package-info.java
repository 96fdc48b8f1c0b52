/**
 * A cluster of containers: the network, the nodes, what belongs to a run and what is left of it. What it is made with has packages of its
 * own: the {@code engine}, the {@code image} that every node runs from, and what the kernel under the nodes lets a nemesis do to
 * their {@code link}s, {@code disk}s and {@code clock}s.
 *
 * <p>May depend on: those, {@code cluster}, {@code artifact}, {@code observe}, {@code system}, {@code ordeal.nemesis.port}, the run's
 * description in {@code ordeal.checker.run}, docker-java. Threading: everything says so where it may be used from more than one thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.docker;
