/**
 * Systems side by side without faults: throughput, processor time, latency, memory and the time to the first write, measured with
 * Kafka's own {@code ProducerPerformance} in a process of its own, past the mesh.
 *
 * <p>May depend on: {@code cluster}, {@code cluster.local}, {@code system}, {@code artifact}, {@code ordeal.nemesis.port}, kafka-clients, Jackson. Threading: everything happens on
 * the caller's thread, one cluster at a time.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.bench;
