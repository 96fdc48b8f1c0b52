package ordeal.harness.cluster.docker.link;

/**
 * What a rule of the kernel has matched.
 *
 * @param packets how many packets
 * @param bytes their size, headers of IP and TCP included
 */
record PacketCount(long packets, long bytes) {
    static final PacketCount NONE = new PacketCount(0, 0);

    PacketCount plus(PacketCount other) {
        return new PacketCount(packets + other.packets, bytes + other.bytes);
    }
}
