/**
 * Clusters under test: what every deployment offers to the rest of the harness.
 *
 * <p>May depend on: {@code system}, {@code artifact}, {@code observe}, the run's description in {@code ordeal.checker.run}, {@code ordeal.nemesis.port}, kafka-clients.
 * Threading: {@code NodeProcesses} keeps each starting node on a virtual thread of its own and guards its table with its monitor; for the rest
 * see each deployment.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster;
