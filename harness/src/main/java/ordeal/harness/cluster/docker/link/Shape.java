package ordeal.harness.cluster.docker.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;

/**
 * A link whose packets wait in a queue of the kernel.
 *
 * @param link the link
 * @param behaviour one that a queue brings about, such as a throttle or a delay
 * @param number its number among the shaped links of its server, from 1
 */
record Shape(Link link, LinkBehaviour behaviour, int number) {
    /** The device by which a container reaches the network. */
    static final String DEVICE = "eth0";
    /** A device of our own, through which what comes in is led: only what leaves a device can be shaped. */
    static final String INBOUND_DEVICE = "ordeal-in";

    private static final int HANDLE_BASE = 0x10;
    private static final long MIN_BURST_BYTES = 2_048;
    private static final long BURSTS_PER_SECOND = 20;
    /** Longer queues lose less, and the longer is what was lost with them at the heal missed. */
    private static final long QUEUE_S = 2;

    private static final long MIN_QUEUE_BYTES = 8_192;
    private static final String NETEM = "netem limit 10000";
    private static final int US_PER_MS = 1_000;

    /** Those of these links that are shaped, in the order of the links. */
    static List<Shape> among(Map<Link, LinkBehaviour> behaviours) {
        List<Shape> shapes = new ArrayList<>();
        new TreeMap<>(behaviours).forEach((link, behaviour) -> {
            if (isQueued(behaviour)) {
                shapes.add(new Shape(link, behaviour, shapes.size() + 1));
            }
        });
        return shapes;
    }

    /** Whether a queue brings a behaviour about. */
    static boolean isQueued(LinkBehaviour behaviour) {
        return switch (behaviour) {
            case LinkBehaviour.Delay _,
                    LinkBehaviour.Throttle _,
                    LinkBehaviour.Reorder _,
                    LinkBehaviour.Duplicate _,
                    LinkBehaviour.Corrupt _ -> true;
            case LinkBehaviour.Pass _,
                    LinkBehaviour.Hold _,
                    LinkBehaviour.Deaf _,
                    LinkBehaviour.Lose _,
                    LinkBehaviour.Reset _,
                    LinkBehaviour.Refuse _ -> false;
        };
    }

    /** The device on whose way out it waits. */
    String device() {
        return link.direction() == Direction.REQUEST ? INBOUND_DEVICE : DEVICE;
    }

    /** The class that its filters lead to. */
    String classId() {
        return "1:" + Integer.toHexString(number);
    }

    /** The handle of its queue. */
    String handle() {
        return Integer.toHexString(HANDLE_BASE + number) + ":";
    }

    /**
     * The queue itself: a bucket from which so many bytes a second are let out, at most a twentieth of a second's at once, and which
     * drops what would wait for longer than two seconds or so; or a queue that every packet leaves so much later, that some packets leave
     * at once and the others later, that some leave twice, or that some leave with a bit flipped.
     */
    String queue() {
        return queue(behaviour);
    }

    static String queue(LinkBehaviour behaviour) {
        return switch (behaviour) {
            case LinkBehaviour.Throttle(long bytesPerSecond) ->
                "tbf rate %dbps burst %d limit %d"
                        .formatted(
                                bytesPerSecond,
                                Math.max(MIN_BURST_BYTES, bytesPerSecond / BURSTS_PER_SECOND),
                                Math.max(MIN_QUEUE_BYTES, QUEUE_S * bytesPerSecond));
            case LinkBehaviour.Delay(long delayMs, long jitterMs) -> {
                // netem's jitter goes both ways from its delay.
                long halfUs = jitterMs * US_PER_MS / 2;
                yield NETEM
                        + " delay %dus".formatted(delayMs * US_PER_MS + halfUs)
                        + (halfUs == 0 ? "" : " %dus".formatted(halfUs));
            }
            case LinkBehaviour.Reorder(int percent, long delayMs) ->
                NETEM + " delay %dus reorder %d%%".formatted(delayMs * US_PER_MS, percent);
            case LinkBehaviour.Duplicate(int percent) -> NETEM + " duplicate %d%%".formatted(percent);
            case LinkBehaviour.Corrupt(int percent) -> NETEM + " corrupt %d%%".formatted(percent);
            case LinkBehaviour.Pass _,
                    LinkBehaviour.Hold _,
                    LinkBehaviour.Deaf _,
                    LinkBehaviour.Lose _,
                    LinkBehaviour.Reset _,
                    LinkBehaviour.Refuse _ ->
                throw new IllegalArgumentException("nothing waits in a queue under " + behaviour);
        };
    }
}
