/** A cluster on virtual time, for the nemesis's own tests. Threading: single-threaded. */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis.fake;
