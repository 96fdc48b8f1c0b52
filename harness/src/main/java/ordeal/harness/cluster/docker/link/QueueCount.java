package ordeal.harness.cluster.docker.link;

/**
 * What the kernel has counted at a link's queue.
 *
 * @param bytes of the packets that left it or wait in it
 * @param packets how many these are
 * @param ahead how many were put ahead of those that waited
 */
record QueueCount(long bytes, long packets, long ahead) {
    static final QueueCount NONE = new QueueCount(0, 0, 0);
    private static final double BEYOND_DOUBT = 0.001;

    QueueCount plus(QueueCount other) {
        return new QueueCount(bytes + other.bytes, packets + other.packets, ahead + other.ahead);
    }

    /**
     * Whether so many packets have come through that it would be a chance of one in a thousand that the kernel, which hits so many of a
     * hundred, has hit none. The kernel counts what it sends, and not what it did to it.
     */
    boolean surelyHit(int percent) {
        return Math.pow(1 - percent / 100.0, (double) packets) < BEYOND_DOUBT;
    }
}
