/**
 * The Docker engine, as much of it as a cluster of containers needs: which one it is, commands in containers, files into them and out of them.
 *
 * <p>May depend on: {@code cluster} (its exception), docker-java. Threading: {@code Engine} may be used from any thread; its calls block.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.docker.engine;
