/**
 * Clusters that stand on their own: {@code ordeal cluster up} starts a background harness that holds mesh and guard, and other
 * commands find it through a state file.
 *
 * <p>May depend on: {@code cluster}, {@code cluster.local}, {@code system}, {@code ordeal.nemesis.port}, Jackson. Threading: one thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.standing;
