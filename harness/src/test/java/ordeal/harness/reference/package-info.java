/**
 * The reference broker judged from outside, as an artifact: by stock clients of two lines, by kcat, and by Kafka's own tool for log files.
 *
 * <p>May depend on: {@code cluster}, {@code system}, Kafka's clients. Threading: each test drives its own cluster from one thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.reference;
