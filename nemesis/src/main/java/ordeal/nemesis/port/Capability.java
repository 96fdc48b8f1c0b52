package ordeal.nemesis.port;

/** Something that a deployment may be able to do to a cluster. */
public enum Capability {
    /** Kill, stop and start processes. */
    PROCESS_KILL("kill, stop and start processes"),
    /** Pause and resume processes. */
    PROCESS_PAUSE("pause and resume processes"),
    /** Hold, reset and refuse links between nodes and from clients. */
    NETWORK("hold, reset and refuse links"),
    /** Pass a link's bytes on late. */
    LINK_DELAY("delay links"),
    /** Limit the rate of a link. */
    LINK_RATE("throttle links"),
    /** Drop packets of a link at random. */
    LINK_LOSS("lose packets of links"),
    /** Let packets of a link overtake each other. */
    LINK_REORDER("reorder packets of links"),
    /** Deliver packets of a link twice. */
    LINK_DUPLICATE("duplicate packets of links"),
    /** Flip bits in packets of a link. */
    LINK_CORRUPT("corrupt packets of links"),
    /** Pass no bytes on in one direction while the other lives on. */
    LINK_DEAF("let one direction of a link live while the other is deaf"),
    /** Empty a dead broker's disk. */
    DISK_WIPE("wipe a broker's disk"),
    /** Cut what a dead broker had not synced. */
    UNSYNCED_TAIL("cut what a broker had not synced"),
    /** Fill a living broker's disk. */
    DISK_FULL("fill a broker's disk"),
    /** Let a living broker's disk refuse everything. */
    DISK_ERROR("let a broker's disk fail"),
    /** Let a living broker's disk take long to sync. */
    DISK_SLOW("slow a broker's disk down"),
    /** Flip a bit on a dead broker's disk. */
    BIT_ROT("flip a bit on a broker's disk"),
    /** Make what a node runs in anew. */
    RECREATE("make a node's container anew"),
    /** Shift a node's wall clock, or let it run too fast or too slowly. */
    CLOCK("shift wall clocks"),
    /** Act as the cluster's operator, in ZooKeeper and through the admin protocol. */
    OPERATOR("act as the cluster's operator");

    private final String words;

    Capability(String words) {
        this.words = words;
    }

    /** What can be done, in words. */
    public String words() {
        return words;
    }
}
