package ordeal.harness.cluster.local;

import java.nio.file.Files;
import java.nio.file.Path;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;

/** What a local cluster can do to its nodes on this machine. */
public final class LocalCapabilities {
    static final String NO_CLOCKS = "child processes share this machine's clock";
    static final String NO_DISKS = "the disk of a child process is a folder on this machine's disk";
    static final String NO_CONTAINERS = "child processes have nothing around them that could be thrown away";
    static final String NO_SEGMENTS =
            "a link is a stream of bytes through the harness, which has no segments that could be lost, damaged, doubled or overtaken";
    private static final String NO_PROC = "there is no /proc here, in which the state of a process is read";

    private LocalCapabilities() {}

    /** Whether a local cluster has this here and now. */
    public static Availability availability(Capability capability) {
        return switch (capability) {
            case PROCESS_KILL, NETWORK, LINK_DEAF, LINK_DELAY, LINK_RATE, DISK_WIPE, UNSYNCED_TAIL, OPERATOR ->
                new Availability.Available();
            case PROCESS_PAUSE ->
                Files.isReadable(Path.of("/proc/self/stat"))
                        ? new Availability.Available()
                        : new Availability.Unavailable(NO_PROC);
            case LINK_LOSS, LINK_REORDER, LINK_DUPLICATE, LINK_CORRUPT -> new Availability.Unavailable(NO_SEGMENTS);
            case DISK_FULL, DISK_ERROR, DISK_SLOW, BIT_ROT -> new Availability.Unavailable(NO_DISKS);
            case RECREATE -> new Availability.Unavailable(NO_CONTAINERS);
            case CLOCK -> new Availability.Unavailable(NO_CLOCKS);
        };
    }
}
