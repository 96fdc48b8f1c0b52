/**
 * The wall clocks of nodes in containers: a file that says how far each is off, and proof of what processes there see.
 *
 * <p>May depend on: {@code disk} (its workshop writes the files), {@code image} (where the library lies),
 * {@code ordeal.nemesis.port}. Threading: one thread at a time.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.docker.clock;
