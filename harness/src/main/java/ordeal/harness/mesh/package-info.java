/**
 * The network of a local cluster: a mesh of TCP links inside the harness, through which every connection between two nodes, and
 * from clients to nodes, passes.
 *
 * <p>Each pair of dialler and server has loopback addresses of its own (the entrances), so the mesh knows who dialled whom without
 * reading a byte. Each direction of a link can be held, delayed, throttled, reset or refused by itself. Bytes are kept back,
 * never dropped from a connection that lives on.
 *
 * <p>May depend on: {@code probe}, {@code ordeal.nemesis.port}, the JDK. Threading: one virtual thread accepts at each entrance; two more serve
 * each direction of a connection, one reading and one writing, with a queue between them that is guarded by its lock.
 * {@code Mesh} may be called from any thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.mesh;
