/**
 * The reference broker: Kafka's ZooKeeper-era design, small enough to read in an afternoon. This package puts the parts together;
 * everything else lives in a package named after what it does.
 *
 * <p>The core ({@code rules}, {@code replication}, {@code controller}, {@code producer}, {@code metadata}, {@code request} and the
 * classes of {@code log} and {@code coordination} that are not adapters) is single-threaded and knows no sockets, files, threads
 * or clocks. It reaches the world through ports: {@code port.EventLoop}, {@code port.PeerTransport},
 * {@code coordination.Coordination}, {@code log.LogStorage}, {@code journal.Journal}, and a seeded random generator.
 *
 * <p>Threading: everything in the core belongs to the one event loop of its broker.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker;
