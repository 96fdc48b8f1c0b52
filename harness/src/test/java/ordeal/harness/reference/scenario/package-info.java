/**
 * What a client does to a cluster and what it must be told, written once for every version of Kafka's clients: these classes are compiled
 * against the newest and loaded again, in a class loader of their own, beside an older one.
 *
 * <p>May depend on: Kafka's clients, AssertJ; on nothing else of this project, and only on what both versions of the clients have.
 * Threading: one thread at a time.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.reference.scenario;
