/**
 * Jars of systems under test: resolved once by Maven with the user's own settings, kept in a cache, checked by checksum at every use.
 *
 * <p>May depend on: the JDK. Threading: blocking, one thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.artifact;
