package ordeal.harness.mesh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import org.jspecify.annotations.Nullable;

/** All entrances, links and connections of one cluster. */
public final class Mesh implements AutoCloseable {
    private static final long QUIESCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Map<Link, LinkState> links = new ConcurrentHashMap<>();
    private final List<Entrance> entrances = new ArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    /** Local addresses of probes that are about to be accepted. */
    private final Map<InetSocketAddress, Probe.Kind> probes = new ConcurrentHashMap<>();

    private final AtomicLong jitterSeed;
    private volatile boolean closed;

    /**
     * A mesh without entrances.
     *
     * @param seed where the jitter of delays comes from
     */
    public Mesh(long seed) {
        this.jitterSeed = new AtomicLong(seed);
    }

    /**
     * Opens an address at which a dialler finds a server's port. From now until {@link #close} the address is the mesh's.
     *
     * @throws IOException when the address is taken
     */
    public synchronized void open(String dialler, String server, InetSocketAddress entrance, InetSocketAddress target)
            throws IOException {
        entrances.add(new Entrance(
                entrance,
                target,
                state(new Link(dialler, server, Direction.REQUEST)),
                state(new Link(dialler, server, Direction.ANSWER)),
                this::accepted));
    }

    /**
     * Gives links new behaviours. When this returns, no byte is under way under an old one, except in a write that the
     * receiver does not take.
     *
     * @throws IllegalArgumentException when there is no such link, or a behaviour is one of segments, of which a stream has none;
     *     nothing has changed then
     */
    public synchronized void apply(Map<Link, LinkBehaviour> behaviours) throws IOException, InterruptedException {
        Set<LinkState> affected = new HashSet<>();
        behaviours.forEach((link, behaviour) -> {
            if (behaviour.needsPackets()) {
                throw hasNoSegments(link, behaviour);
            }
            affected.add(known(link));
        });
        behaviours.forEach((link, behaviour) -> known(link).behaviour = behaviour);
        for (Entrance entrance : entrances) {
            entrance.refuse(entrance.requests().behaviour instanceof LinkBehaviour.Refuse
                    || entrance.answers().behaviour instanceof LinkBehaviour.Refuse);
        }
        List<Connection> touched = connections.stream()
                .filter(connection -> affected.stream().anyMatch(connection::uses))
                .toList();
        for (Connection connection : touched) {
            resetIfAsked(connection, affected);
            connection.behaviourChanged();
        }
        for (Connection connection : touched) {
            connection.awaitIdle(QUIESCE_NANOS);
        }
    }

    static IllegalArgumentException hasNoSegments(Link link, LinkBehaviour behaviour) {
        return new IllegalArgumentException(
                "%s is a stream of bytes and has no segments: %s".formatted(link, behaviour));
    }

    /** Whether bytes are kept back. A stream can keep one direction's back while the other lives on, so a deaf link is a held one. */
    static boolean holdsBytes(LinkBehaviour behaviour) {
        return behaviour instanceof LinkBehaviour.Hold || behaviour instanceof LinkBehaviour.Deaf;
    }

    /** The behaviour of a link now. */
    public LinkBehaviour behaviour(Link link) {
        return known(link).behaviour;
    }

    /**
     * The process of this node was killed, or started anew: what is held on its links can never be delivered, so it is discarded
     * and those connections are reset.
     */
    public void nodeDied(String node) {
        connections.stream()
                .filter(connection -> connection.touches(node) && connection.isHeld())
                .toList()
                .forEach(Connection::reset);
    }

    /** All links that have an entrance. */
    public Set<Link> links() {
        return Set.copyOf(links.keySet());
    }

    /** Bytes kept back now on this link. */
    public long heldBytes(Link link) {
        return known(link).counters.heldBytes();
    }

    /** Bytes that this link has passed on since the mesh was made. */
    public long passedBytes(Link link) {
        return known(link).counters.passedBytes.sum();
    }

    LinkCounters.Snapshot counters(Link link) {
        return known(link).counters.snapshot();
    }

    /** Connects to a link's first entrance as a probe of this kind. The caller closes it with {@link #closeProbe}. */
    SocketChannel openProbe(Link link, Probe.Kind kind) throws IOException {
        Entrance entrance = firstEntrance(link);
        SocketChannel probe = SocketChannel.open();
        try {
            probe.bind(new InetSocketAddress(entrance.address().getAddress(), 0));
            probes.put((InetSocketAddress) probe.getLocalAddress(), kind);
            probe.connect(entrance.address());
            return probe;
        } catch (IOException e) {
            closeProbe(probe);
            throw e;
        }
    }

    /** Ends a probe; what it sent and was held is discarded with it. */
    void closeProbe(SocketChannel probe) throws IOException {
        if (probe.isOpen()) {
            InetSocketAddress local = (InetSocketAddress) probe.getLocalAddress();
            connections.stream()
                    .filter(connection -> connection.isProbeFrom(local))
                    .toList()
                    .forEach(Connection::reset);
            probes.remove(local);
        }
        probe.close();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (Entrance entrance : entrances) {
            entrance.close();
        }
        List.copyOf(connections).forEach(Connection::reset);
    }

    private void accepted(Entrance entrance, SocketChannel dialler) {
        Connection connection;
        try {
            InetSocketAddress from = (InetSocketAddress) dialler.getRemoteAddress();
            Probe.@Nullable Kind probe = probes.get(from);
            connection = new Connection(dialler, from, entrance, probe, jitterSeed.addAndGet(2), connections::remove);
        } catch (IOException _) {
            return; // The dialler is gone again.
        }
        connections.add(connection);
        connection.start();
        if (closed) {
            connection.reset();
        }
    }

    private static void resetIfAsked(Connection connection, Set<LinkState> affected) {
        for (LinkState state : affected) {
            if (connection.uses(state)
                    && (state.behaviour instanceof LinkBehaviour.Reset
                            || state.behaviour instanceof LinkBehaviour.Refuse)) {
                state.counters.resets.increment();
                connection.reset();
            }
        }
    }

    private Entrance firstEntrance(Link link) {
        LinkState state = known(link);
        return entrances.stream()
                .filter(entrance -> entrance.requests() == state || entrance.answers() == state)
                .findFirst()
                .orElseThrow();
    }

    private LinkState state(Link link) {
        return links.computeIfAbsent(link, LinkState::new);
    }

    private LinkState known(Link link) {
        LinkState state = links.get(link);
        if (state == null) {
            throw new IllegalArgumentException("the mesh has no link " + link);
        }
        return state;
    }
}
