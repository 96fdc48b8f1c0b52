/**
 * The reference broker judged from outside, as an artifact: by stock clients of two lines, by kcat, and by Kafka's own tool for log files.
 *
 * <p>May depend on: {@code cli}, {@code cluster}, {@code system}, {@code ordeal.checker}, Kafka's clients, the interface of Kafka's tools. Threading: each test drives its own cluster from one thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.reference;
