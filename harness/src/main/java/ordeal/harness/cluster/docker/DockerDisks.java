package ordeal.harness.cluster.docker;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import ordeal.nemesis.port.DiskControl;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brokers' disks, each an XFS file system of its own on a loop device, mounted by the engine as a volume. One thread at a time may
 * use it.
 */
public final class DockerDisks implements DiskControl {
    private static final Logger log = LoggerFactory.getLogger(DockerDisks.class);
    private static final String WIPE = "find /disk -mindepth 1 -delete && sync -f /disk";
    private static final String COUNT = "find /disk -mindepth 1 | wc -l";

    private final DiskWorkshop workshop;
    private final Predicate<Node> lives;
    private final SortedMap<Integer, KeptDisk> disks = new TreeMap<>();

    private DockerDisks(DiskWorkshop workshop, Predicate<Node> lives) {
        this.workshop = workshop;
        this.lives = lives;
    }

    /**
     * Makes a disk for each broker. The broker's container mounts the volume {@link DiskNames#data}.
     *
     * @param lives whether a node's process lives
     */
    static DockerDisks create(
            DiskWorkshop workshop, SortedSet<Integer> brokers, DiskSettings settings, Predicate<Node> lives)
            throws InterruptedException {
        DockerDisks disks = new DockerDisks(workshop, lives);
        boolean made = false;
        try {
            for (int broker : brokers) {
                LoopDevice device = workshop.make(broker, settings.sizeMb());
                KeptDisk disk = new KeptDisk(workshop.engine(), workshop.names(), broker, device);
                disks.disks.put(broker, disk);
                disk.create(settings.uid());
            }
            made = true;
            return disks;
        } finally {
            if (!made) {
                disks.close();
            }
        }
    }

    @Override
    public DiskLoss wipe(int broker) throws InterruptedException {
        KeptDisk disk = ofDead(broker);
        DiskSurvey before = disk.survey();
        int entries = entries(disk);
        disk.shell().output("wipe the disk", WIPE);
        int left = entries(disk);
        if (left > 0) {
            throw new InjectionException("%d entries are left on the wiped disk of broker-%d".formatted(left, broker));
        }
        return new DiskLoss(
                new Receipt("%d files and folders are gone from %s, segments of %d bytes among them"
                        .formatted(entries, disk.mount(), before.sizeBytes())),
                DiskLosses.all(before));
    }

    /** A real loss of power: what the kernel has written out by itself survives, wherever that is; the seed is of no use. */
    @Override
    public DiskLoss cutUnsyncedTail(int broker, long seed) throws InterruptedException {
        return DiskPowerLoss.strike(ofDead(broker));
    }

    /** Unmounts every disk and removes it. The brokers' containers must have been removed. */
    public void close() throws InterruptedException {
        for (Map.Entry<Integer, KeptDisk> entry : disks.entrySet()) {
            KeptDisk disk = entry.getValue();
            attempt("unmount the disk of broker-" + entry.getKey(), disk::close);
            attempt(
                    "detach " + disk.device().path(),
                    () -> workshop.detach(disk.device().path()));
        }
        disks.clear();
    }

    private static int entries(KeptDisk disk) throws InterruptedException {
        return Integer.parseInt(
                disk.shell().output("count what is on the disk", COUNT).strip());
    }

    private KeptDisk of(int broker) {
        return Objects.requireNonNull(disks.get(broker), () -> "broker-" + broker + " has no disk");
    }

    private KeptDisk ofDead(int broker) {
        if (lives.test(Node.broker(broker))) {
            throw new InjectionException("broker-" + broker + " lives; only a dead broker's disk can be touched");
        }
        return of(broker);
    }

    private static void attempt(String what, Deed deed) throws InterruptedException {
        try {
            deed.perform();
        } catch (RuntimeException e) {
            log.warn("could not {}", what, e);
        }
    }

    /** One thing of several, each to be tried whatever becomes of the others. */
    @FunctionalInterface
    private interface Deed {
        void perform() throws InterruptedException;
    }
}
