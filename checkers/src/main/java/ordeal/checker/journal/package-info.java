/**
 * The protocol journals of brokers that keep one: what a broker did and believed, one line after the other, a file for each of its
 * incarnations. Read on its own terms: nothing is shared with the broker that wrote it.
 *
 * <p>May depend on: the run's description, {@code RoleChange} of the replica model, the verdict's findings, Jackson, {@code java.nio.file}
 * for reading. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.journal;
