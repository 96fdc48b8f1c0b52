/**
 * The links of containers: rules and queues in the network namespace of a link's server, and what the kernel has counted as proof.
 *
 * <p>May depend on: {@code probe}, {@code ordeal.nemesis.port}. Commands run through {@code NodeShell}. Threading:
 * {@code NftNetworkControl} may be used from any thread; everything else belongs to it.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.docker.link;
