/**
 * A cluster of child processes on this machine: no privileges, nothing but a JDK. Every node has loopback addresses of its own,
 * every connection passes the mesh, and a guard process ends what the harness can no longer end.
 *
 * <p>May depend on: {@code cluster}, {@code mesh}, {@code observe}, {@code system}, {@code ordeal.nemesis.port}, the run's description in
 * {@code ordeal.checker.run}. Threading: controls may be called from any thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.local;
