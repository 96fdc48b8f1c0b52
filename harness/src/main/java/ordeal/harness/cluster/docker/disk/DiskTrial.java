package ordeal.harness.cluster.docker.disk;

import java.util.Set;
import java.util.TreeSet;
import ordeal.nemesis.port.Availability;

/**
 * What can be done to disks on an engine, found out by trying on a disk of no broker.
 *
 * @param fileSystems whether a disk can have a file system of its own, which can be filled and lose power
 * @param failure whether such a disk can fail under a living broker
 * @param throttle whether such a disk can be slowed down for one container
 */
public record DiskTrial(Availability fileSystems, Availability failure, Availability throttle) {
    private static final int BROKER = 1;
    private static final int ROOT = 0;

    /**
     * Makes a disk, tries, and removes it.
     *
     * @param names under which nobody else has disks
     */
    public static DiskTrial on(DiskEngine engine, DiskNames names) throws InterruptedException {
        DiskWorkshop workshop;
        try {
            workshop = DiskWorkshop.open(engine, names, DiskSupport.OWN_FILE_SYSTEMS);
        } catch (RuntimeException e) {
            return none(String.valueOf(e.getMessage()));
        }
        try {
            return in(workshop);
        } catch (RuntimeException e) {
            return none(String.valueOf(e.getMessage()));
        } finally {
            workshop.close();
        }
    }

    /** Nothing can be done, for this reason. */
    public static DiskTrial none(String reason) {
        Availability unavailable = new Availability.Unavailable(reason);
        return new DiskTrial(unavailable, unavailable, unavailable);
    }

    private static DiskTrial in(DiskWorkshop workshop) throws InterruptedException {
        DockerDisks disks = DockerDisks.create(
                workshop,
                new TreeSet<>(Set.of(BROKER)),
                new DiskSettings(DiskSettings.DEFAULT_SIZE_MB, ROOT),
                _ -> false,
                _ -> workshop.names().keeper(BROKER));
        try {
            return new DiskTrial(
                    new Availability.Available(),
                    tried(() -> {
                        disks.fail(BROKER);
                        disks.mend(BROKER);
                    }),
                    tried(() -> disks.tryThrottle(BROKER)));
        } finally {
            disks.close();
        }
    }

    private static Availability tried(Deed deed) throws InterruptedException {
        try {
            deed.perform();
            return new Availability.Available();
        } catch (RuntimeException e) {
            return new Availability.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Something that may not be possible here. */
    @FunctionalInterface
    private interface Deed {
        void perform() throws InterruptedException;
    }
}
