package ordeal.harness.cluster.docker.disk;

import java.util.List;
import java.util.Map;

/**
 * A container that does nothing but hold volumes, and in which commands are run: the workshop that makes disks, or the keeper of one
 * broker's disk. It runs the nodes' image as root with {@code sleep infinity}, without a network.
 *
 * @param name its name
 * @param volumes the volumes that it holds: where each is mounted, and its name
 * @param folders the folders of the engine's machine that it sees: where each is mounted, and its path there
 * @param capabilities what it may do beyond a container's usual capabilities, as in {@code SYS_ADMIN}
 * @param deviceRules the devices that it may use, as the engine wants them: {@code b 7:* rwm}
 */
public record DiskKeeper(
        String name,
        Map<String, String> volumes,
        Map<String, String> folders,
        List<String> capabilities,
        List<String> deviceRules) {
    private static final List<String> ADMINISTRATION = List.of("SYS_ADMIN");
    private static final String LOOP_DEVICES = "b 7:* rwm";
    private static final String LOOP_CONTROL = "c 10:237 rwm";

    /** Where a keeper sees its disk. */
    static final String DISK = "/disk";

    /** Where a keeper sees the control groups of the engine's machine. */
    static final String CONTROL_GROUPS = "/cgroup";

    /** Where the workshop sees the images of disks. */
    static final String IMAGES = "/images";

    /** Where the workshop sees the files that nodes read their clocks from. */
    public static final String CLOCKS = "/clocks";

    public DiskKeeper {
        volumes = Map.copyOf(volumes);
        folders = Map.copyOf(folders);
        capabilities = List.copyOf(capabilities);
        deviceRules = List.copyOf(deviceRules);
    }

    /** The options of the engine's security: system calls that administer file systems are let through where they are needed. */
    public List<String> securityOptions() {
        return capabilities.isEmpty() ? List.of() : List.of("seccomp=unconfined");
    }

    /** What it runs. */
    public List<String> command() {
        return List.of("sleep", "infinity");
    }

    /** The container in which disks are made and clocks are set. */
    static DiskKeeper workshop(DiskNames names, DiskSupport support) {
        Map<String, String> volumes = Map.of(IMAGES, names.images(), CLOCKS, names.clocks());
        return switch (support) {
            case OWN_FILE_SYSTEMS ->
                new DiskKeeper(
                        names.workshop(),
                        volumes,
                        Map.of("/dev", "/dev"),
                        ADMINISTRATION,
                        List.of(LOOP_DEVICES, LOOP_CONTROL));
            case FOLDERS -> new DiskKeeper(names.workshop(), volumes, Map.of(), List.of(), List.of());
        };
    }

    /** The container that keeps a broker's disk mounted while the broker is dead. */
    static DiskKeeper of(DiskNames names, int broker, DiskSupport support) {
        Map<String, String> volumes = Map.of(DISK, names.data(broker));
        return switch (support) {
            case OWN_FILE_SYSTEMS ->
                new DiskKeeper(
                        names.keeper(broker),
                        volumes,
                        Map.of(CONTROL_GROUPS, "/sys/fs/cgroup"),
                        ADMINISTRATION,
                        List.of());
            case FOLDERS -> new DiskKeeper(names.keeper(broker), volumes, Map.of(), List.of(), List.of());
        };
    }
}
