package ordeal.harness.cluster.docker.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import ordeal.nemesis.port.DiskControl;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brokers' disks, each an XFS file system of its own on a loop device, mounted by the engine as a volume; where the engine's machine
 * cannot do that, each a folder, with which less can be done. One thread at a time may
 * use it.
 */
public final class DockerDisks implements DiskControl {
    private static final Logger log = LoggerFactory.getLogger(DockerDisks.class);
    private static final String WIPE = "find /disk -mindepth 1 -delete && sync -f /disk";
    private static final String COUNT = "find /disk -mindepth 1 | wc -l";

    private final DiskWorkshop workshop;
    private final Predicate<Node> lives;
    private final Function<Node, String> containerOf;
    private final SortedMap<Integer, KeptDisk> disks = new TreeMap<>();
    private final SortedMap<Integer, DiskThrottle> slow = new TreeMap<>();
    private final SortedSet<Integer> full = new TreeSet<>();

    /** What was on those disks that fail. */
    private final SortedMap<Integer, DiskSurvey> failing = new TreeMap<>();

    private DockerDisks(DiskWorkshop workshop, Predicate<Node> lives, Function<Node, String> containerOf) {
        this.workshop = workshop;
        this.lives = lives;
        this.containerOf = containerOf;
    }

    /**
     * Makes a disk for each broker. The broker's container mounts the volume {@link DiskNames#data}.
     *
     * @param lives whether a node's process lives
     * @param containerOf the name of a node's container
     */
    public static DockerDisks create(
            DiskWorkshop workshop,
            SortedSet<Integer> brokers,
            DiskSettings settings,
            Predicate<Node> lives,
            Function<Node, String> containerOf)
            throws InterruptedException {
        DockerDisks disks = new DockerDisks(workshop, lives, containerOf);
        boolean made = false;
        try {
            for (int broker : brokers) {
                Optional<LoopDevice> device = switch (workshop.support()) {
                    case OWN_FILE_SYSTEMS -> Optional.of(workshop.make(broker, settings.sizeMb()));
                    case FOLDERS -> Optional.empty();
                };
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

    @Override
    public DiskLoss flipBit(int broker, long seed) throws InterruptedException {
        return DiskRot.strike(ofDead(broker), seed);
    }

    @Override
    public Receipt fill(int broker) throws InterruptedException {
        KeptDisk disk = of(broker);
        disk.ownMount();
        full.add(broker);
        return DiskSpace.fill(disk);
    }

    @Override
    public Receipt fail(int broker) throws InterruptedException {
        KeptDisk disk = of(broker);
        disk.ownMount();
        failing.put(broker, disk.survey());
        return DiskFailure.strike(disk);
    }

    @Override
    public Receipt slow(int broker, long bytesPerSecond) throws InterruptedException {
        String container = containerOf.apply(Node.broker(broker));
        DiskThrottle throttle = new DiskThrottle(
                of(broker),
                new DiskShell(workshop.engine(), container),
                workshop.engine().idOf(container));
        slow.put(broker, throttle);
        return throttle.slow(bytesPerSecond);
    }

    /**
     * Finds out whether the kernel can slow a disk down for one container; nobody feels it.
     *
     * @throws InjectionException when it cannot
     */
    void tryThrottle(int broker) throws InterruptedException {
        String container = containerOf.apply(Node.broker(broker));
        new DiskThrottle(
                        of(broker),
                        new DiskShell(workshop.engine(), container),
                        workshop.engine().idOf(container))
                .tryOut();
    }

    @Override
    public DiskLoss mend(int broker) throws InterruptedException {
        DiskSurvey before = failing.get(broker);
        KeptDisk disk = before == null ? of(broker) : ofDead(broker);
        List<String> proofs = new ArrayList<>();
        List<PartitionLoss> losses = List.of();
        DiskThrottle throttle = slow.get(broker);
        if (throttle != null) {
            throttle.lift();
            slow.remove(broker);
            proofs.add("the limit of writes to " + disk.device().path() + " is lifted");
        }
        if (before != null) {
            DiskLoss mended = DiskFailure.mend(disk, before);
            failing.remove(broker);
            proofs.add(mended.receipt().proof());
            losses = mended.partitions();
        }
        if (full.contains(broker)) {
            proofs.add(DiskSpace.free(disk).proof());
            full.remove(broker);
        }
        if (proofs.isEmpty()) {
            proofs.add("nothing was wrong with " + disk.mount());
        }
        return new DiskLoss(new Receipt(String.join("; ", proofs)), losses);
    }

    /** Unmounts every disk and removes it. The brokers' containers must have been removed. */
    public void close() throws InterruptedException {
        for (Map.Entry<Integer, KeptDisk> entry : disks.entrySet()) {
            KeptDisk disk = entry.getValue();
            attempt("unmount the disk of broker-" + entry.getKey(), disk::close);
            if (workshop.support() == DiskSupport.OWN_FILE_SYSTEMS) {
                String device = disk.device().path();
                attempt("detach " + device, () -> workshop.detach(device));
            }
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
