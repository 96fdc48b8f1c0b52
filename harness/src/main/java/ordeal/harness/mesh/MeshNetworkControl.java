package ordeal.harness.mesh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import ordeal.harness.probe.HarmlessRequest;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.NetworkControl;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;

/**
 * The nemesis's hand on the mesh. Receipts are taken from the byte counters: traffic of the cluster itself where there is some,
 * else a probe.
 */
public final class MeshNetworkControl implements NetworkControl {
    private static final long TRAFFIC_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
    private static final long POLL_MS = 10;

    private final Mesh mesh;
    private final Map<Link, LinkCounters.Snapshot> atApply = new HashMap<>();

    /** A control of this mesh. */
    public MeshNetworkControl(Mesh mesh) {
        this.mesh = mesh;
    }

    @Override
    public synchronized void apply(Map<Link, LinkBehaviour> behaviours) throws InterruptedException {
        behaviours.keySet().forEach(link -> atApply.put(link, mesh.counters(link)));
        try {
            mesh.apply(behaviours);
        } catch (IOException e) {
            throw new InjectionException("the mesh could not change its entrances: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized Receipt receipt(Set<Link> links) throws InterruptedException {
        await(() -> links.stream().allMatch(this::proven), TRAFFIC_NANOS);
        int probed = 0;
        for (Link link : new TreeSet<>(links)) {
            // A link's requests come before its answers: by then they are proven, by traffic or by a probe that is gone
            // again.
            if (!proven(link)) {
                probe(link, links.contains(new Link(link.dialler(), link.server(), Direction.REQUEST)));
                probed++;
            }
        }
        return new Receipt(describe(links) + (probed == 0 ? "" : " (" + probed + " idle, proven by a probe)"));
    }

    @Override
    public long heldBytes(Set<Link> links) {
        return links.stream().mapToLong(mesh::heldBytes).sum();
    }

    private boolean proven(Link link) {
        LinkCounters.Snapshot before = atApply.get(link);
        if (before == null) {
            return false;
        }
        LinkCounters.Snapshot now = mesh.counters(link);
        return switch (mesh.behaviour(link)) {
            case LinkBehaviour.Pass _ -> true;
            case LinkBehaviour.Hold _, LinkBehaviour.Deaf _ -> mesh.heldBytes(link) > 0;
            case LinkBehaviour.Lose _, LinkBehaviour.Reorder _, LinkBehaviour.Duplicate _, LinkBehaviour.Corrupt _ ->
                throw Mesh.hasNoSegments(link, mesh.behaviour(link));
            case LinkBehaviour.Delay _, LinkBehaviour.Throttle _ -> now.retardedBytes() > before.retardedBytes();
            case LinkBehaviour.Reset _, LinkBehaviour.Refuse _ -> now.resets() > before.resets();
        };
    }

    private void probe(Link link, boolean requestsProven) throws InterruptedException {
        if (mesh.behaviour(link) instanceof LinkBehaviour.Refuse) {
            proveRefusal(link);
            return;
        }
        Probe.Kind kind = link.direction() == Direction.REQUEST ? Probe.Kind.REQUEST : Probe.Kind.ANSWER;
        try {
            SocketChannel probe = mesh.openProbe(link, kind);
            try {
                probe.write(ByteBuffer.wrap(HarmlessRequest.to(Node.parse(link.server()))));
                if (!await(() -> proven(link), PROBE_NANOS + patience(mesh.behaviour(link)))
                        && !(link.direction() == Direction.ANSWER && requestsProven && isHeld(link))) {
                    throw new InjectionException("nothing shows that " + link + " is " + words(mesh.behaviour(link))
                            + ": no traffic, and no answer to a probe");
                }
            } finally {
                mesh.closeProbe(probe);
            }
        } catch (IOException e) {
            throw new InjectionException("a probe of " + link + " failed: " + e.getMessage(), e);
        }
    }

    private static long patience(LinkBehaviour behaviour) {
        return behaviour instanceof LinkBehaviour.Delay delay
                ? TimeUnit.MILLISECONDS.toNanos(delay.delayMs() + delay.jitterMs())
                : 0;
    }

    /** The answers of a server that says nothing need no proof of their own when its requests are proven to be held. */
    private boolean isHeld(Link answers) {
        return Mesh.holdsBytes(mesh.behaviour(new Link(answers.dialler(), answers.server(), Direction.REQUEST)));
    }

    private void proveRefusal(Link link) throws InterruptedException {
        try {
            SocketChannel probe = mesh.openProbe(link, Probe.Kind.REQUEST);
            mesh.closeProbe(probe);
        } catch (IOException _) {
            return; // Refused, as it should be.
        }
        throw new InjectionException(link + " accepted a connection that it should have refused");
    }

    private String describe(Set<Link> links) {
        long held = 0;
        long retarded = 0;
        long resets = 0;
        for (Link link : links) {
            LinkCounters.Snapshot before = atApply.get(link);
            LinkCounters.Snapshot now = mesh.counters(link);
            held += mesh.heldBytes(link);
            retarded += before == null ? 0 : now.retardedBytes() - before.retardedBytes();
            resets += before == null ? 0 : now.resets() - before.resets();
        }
        return "%d links: %d bytes arrived and not passed on, %d bytes passed on late or at a limited rate, %d connections reset"
                .formatted(links.size(), held, retarded, resets);
    }

    private static String words(LinkBehaviour behaviour) {
        return switch (behaviour) {
            case LinkBehaviour.Pass _ -> "open";
            case LinkBehaviour.Hold _, LinkBehaviour.Deaf _ -> "held";
            case LinkBehaviour.Lose _ -> "losing segments";
            case LinkBehaviour.Reorder _, LinkBehaviour.Duplicate _, LinkBehaviour.Corrupt _ ->
                "meddling with segments";
            case LinkBehaviour.Delay delay -> "delayed by " + delay.delayMs() + " ms";
            case LinkBehaviour.Throttle throttle -> "throttled to " + throttle.bytesPerSecond() + " bytes a second";
            case LinkBehaviour.Reset _ -> "reset";
            case LinkBehaviour.Refuse _ -> "refused";
        };
    }

    private static boolean await(BooleanSupplier condition, long timeoutNanos) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return true;
    }
}
