/**
 * Clusters under test: what every deployment offers to the rest of the harness.
 *
 * <p>May depend on: {@code system}, {@code artifact}, {@code observe}, the run's description in {@code ordeal.checker.run}, {@code ordeal.nemesis.port}, kafka-clients. Threading: see each deployment.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster;
