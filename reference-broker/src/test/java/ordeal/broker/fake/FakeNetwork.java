package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import ordeal.broker.port.EventLoop;

/**
 * A network in virtual time, between any number of hosts with a number each. Messages of a connection arrive in order, each after a
 * seeded delay. A link (what one host sends to another) can be cut: what is sent meanwhile is held, as TCP does, and is delivered when the
 * link is healed, also when its sender has closed the connection since, or is lost together with the connection.
 */
public final class FakeNetwork {
    private static final int SLOW_ONE_IN = 25;

    private final RandomGenerator random;
    private final Map<Integer, FakeHost> hosts = new TreeMap<>();
    private final Map<Link, List<Held>> cuts = new TreeMap<>();
    private int extraDelayMs;

    /** What one host sends to another. */
    private record Link(int from, int to) implements Comparable<Link> {
        @Override
        public int compareTo(Link other) {
            int byFrom = Integer.compare(from, other.from);
            return byFrom != 0 ? byFrom : Integer.compare(to, other.to);
        }
    }

    private record Held(FakeConnection connection, FakeConnection.Direction direction, Runnable arrival) {}

    /** A network without hosts, with the seed of its delays. */
    public FakeNetwork(RandomGenerator random) {
        this.random = random;
    }

    /** A process begins to speak under a number that nobody else has at present. */
    public FakeHost join(int id, EventLoop loop) {
        FakeHost host = new FakeHost(this, id, loop);
        if (hosts.put(id, host) != null) {
            throw new IllegalStateException("host " + id + " is there already");
        }
        return host;
    }

    /** Holds from now on what one host sends to another. */
    public void cut(int from, int to) {
        cuts.computeIfAbsent(new Link(from, to), _ -> new ArrayList<>());
    }

    /**
     * Ends a cut.
     *
     * @param reset whether what was held is lost, and its connections broken; else it is delivered
     */
    public void heal(int from, int to, boolean reset) {
        List<Held> held = Objects.requireNonNullElse(cuts.remove(new Link(from, to)), List.of());
        for (Held message : held) {
            if (reset) {
                message.connection().reset();
            } else {
                transmit(message.connection(), message.direction(), message.arrival());
            }
        }
    }

    /** Ends all cuts, in the same way. */
    public void healAll(boolean reset) {
        List.copyOf(cuts.keySet()).forEach(link -> heal(link.from(), link.to(), reset));
    }

    /** Lets every message take up to so much longer; 0 for the usual. */
    public void slowDown(int atMostMs) {
        extraDelayMs = atMostMs;
    }

    /** Who has a number at present; null for nobody. */
    @org.jspecify.annotations.Nullable
    FakeHost host(int id) {
        return hosts.get(id);
    }

    void gone(FakeHost host) {
        hosts.remove(host.id(), host);
        cuts.values()
                .forEach(held -> held.removeIf(message -> message.connection().touches(host)));
    }

    /** Puts a message on its way. */
    void transmit(FakeConnection connection, FakeConnection.Direction direction, Runnable arrival) {
        Link link = new Link(connection.from(direction), connection.to(direction));
        List<Held> held = cuts.get(link);
        if (held == null) {
            connection.deliver(direction, delayMs(), arrival);
        } else {
            held.add(new Held(connection, direction, arrival));
        }
    }

    private int delayMs() {
        int usual = random.nextInt(SLOW_ONE_IN) == 0 ? random.nextInt(30) : random.nextInt(3);
        return extraDelayMs == 0 ? usual : usual + random.nextInt(extraDelayMs);
    }
}
