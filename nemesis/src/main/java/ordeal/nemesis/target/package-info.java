/**
 * Whom a fault hits: selectors that are resolved against the cluster's state at the moment of injection, and grudges, the sets of links
 * between parties that must not hear each other.
 *
 * <p>May depend on: {@code ordeal.nemesis.port} (its data), Jackson's annotations. Pure: no clock, no threads, no files, randomness is
 * passed in. Threading: immutable data and stateless functions.
 */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis.target;
