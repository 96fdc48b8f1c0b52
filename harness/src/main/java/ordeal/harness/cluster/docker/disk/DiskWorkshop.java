package ordeal.harness.cluster.docker.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The container in which a run's disks are made: an image file each, with an XFS file system, shown by the kernel as a loop device that
 * the engine mounts as a volume.
 */
public final class DiskWorkshop {
    private static final String MAKE = """
            set -e
            truncate -s "$2"M "$1"
            mkfs.xfs -q "$1"
            losetup --find --show "$1"
            """;
    private static final String NUMBERS = "cat \"/sys/block/$1/dev\"";
    private static final String ATTACHED = "losetup --list --noheadings --output NAME,BACK-FILE";
    private static final String DETACH = "losetup --detach \"$1\"";

    private final DiskEngine engine;
    private final DiskNames names;
    private final DiskSupport support;
    private final DiskShell shell;

    private DiskWorkshop(DiskEngine engine, DiskNames names, DiskSupport support) {
        this.engine = engine;
        this.names = names;
        this.support = support;
        this.shell = new DiskShell(engine, names.workshop());
    }

    /** Makes the workshop and the volumes that it works in. */
    public static DiskWorkshop open(DiskEngine engine, DiskNames names, DiskSupport support)
            throws InterruptedException {
        DiskWorkshop workshop = new DiskWorkshop(engine, names, support);
        boolean opened = false;
        try {
            engine.makeVolume(names.images(), Map.of());
            engine.makeVolume(names.clocks(), Map.of());
            engine.start(DiskKeeper.workshop(names, support));
            opened = true;
            return workshop;
        } finally {
            if (!opened) {
                workshop.close();
            }
        }
    }

    public DiskEngine engine() {
        return engine;
    }

    DiskNames names() {
        return names;
    }

    /** What the disks are that can be made here. */
    DiskSupport support() {
        return support;
    }

    public DiskShell shell() {
        return shell;
    }

    /** Makes a broker's disk, which the engine can mount from then on. */
    LoopDevice make(int broker, int sizeMb) throws InterruptedException {
        String path = shell.output("make a disk", MAKE, names.image(broker), Integer.toString(sizeMb))
                .strip();
        LoopDevice device = new LoopDevice(path, "");
        return new LoopDevice(
                path,
                shell.output("read the numbers of " + path, NUMBERS, device.name())
                        .strip());
    }

    /** Takes a disk away from the kernel. When it is still mounted, that happens at its unmount. */
    void detach(String device) throws InterruptedException {
        shell.output("detach " + device, DETACH, device);
    }

    /**
     * Takes away the disks of other runs, whose containers and volumes must have been removed before.
     *
     * @param lives whether a run's harness still lives; its disks are left alone
     * @return the devices that were detached
     */
    public List<String> detachLeftovers(Predicate<String> lives) throws InterruptedException {
        return detach(shell, run -> !run.equals(names.run()) && !lives.test(run));
    }

    /**
     * Takes away the disks of a run whose workshop still stands, without making another. What is mounted goes at its unmount.
     *
     * @return the devices that were detached
     */
    public static List<String> detachDisksOf(DiskEngine engine, DiskNames names) throws InterruptedException {
        return detach(new DiskShell(engine, names.workshop()), names.run()::equals);
    }

    private static List<String> detach(DiskShell shell, Predicate<String> unwanted) throws InterruptedException {
        List<String> detached = new ArrayList<>();
        for (String line : shell.output("list loop devices", ATTACHED).lines().toList()) {
            int blank = line.indexOf(' ');
            String image = blank < 0 ? "" : line.substring(blank + 1).strip();
            if (DiskNames.runOfImage(image).filter(unwanted).isPresent()) {
                String device = line.substring(0, blank);
                shell.output("detach " + device, DETACH, device);
                detached.add(device);
            }
        }
        return detached;
    }

    /** Removes the workshop and its volumes, the images of disks among them. */
    public void close() throws InterruptedException {
        engine.removeContainer(names.workshop());
        engine.removeVolume(names.images());
        engine.removeVolume(names.clocks());
    }
}
