package ordeal.nemesis.port;

/** Something that a deployment may be able to do to a cluster. */
public enum Capability {
    /** Kill, stop and start processes. */
    PROCESS_KILL("kill, stop and start processes"),
    /** Pause and resume processes. */
    PROCESS_PAUSE("pause and resume processes"),
    /** Hold, delay and throttle links between nodes and from clients. */
    NETWORK("hold, delay, throttle and reset links"),
    /** Empty a dead broker's disk. */
    DISK_WIPE("wipe a broker's disk"),
    /** Cut what a dead broker had not synced. */
    UNSYNCED_TAIL("cut what a broker had not synced"),
    /** Shift a node's wall clock. */
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
