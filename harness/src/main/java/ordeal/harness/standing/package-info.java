/**
 * Clusters that stand on their own: {@code ordeal cluster up} starts a background harness that holds one, and other commands find it, and
 * its nodes' logs, through a state file.
 *
 * <p>May depend on: {@code cluster}, {@code system}, {@code program}, {@code ordeal.nemesis.port}, {@code ordeal.checker.run}, Jackson. Threading: one thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.standing;
