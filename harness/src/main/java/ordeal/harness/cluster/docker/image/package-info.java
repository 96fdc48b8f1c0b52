/**
 * The image that every node runs from, made in steps that are only repeated when what they are made of has changed.
 *
 * <p>May depend on: {@code engine}, {@code cluster}, {@code artifact}, docker-java. Threading: one thread; building blocks.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.docker.image;
