package ordeal.harness.cluster.docker.disk;

import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.Receipt;

/**
 * A disk that fails under a living broker: its file system is shut down, and every access is refused. The kernel writes everything out
 * first and lets nothing in meanwhile, so nothing is lost that was written before.
 */
final class DiskFailure {
    /**
     * The request XFS_IOC_GOINGDOWN with XFS_FSOP_GOING_FLAGS_DEFAULT, which no tool offers. To freeze the file system first and shut it down then
     * with the tools there are would do the same, but leave it frozen for ever should anything go wrong in between.
     */
    private static final String FAIL = """
            perl -e '
              open(my $disk, "<", "/disk") or die "open: $!\\n";
              my $flags = pack("L", 0);
              ioctl($disk, 0x8004587d, $flags) or die "ioctl: $!\\n";
            '
            """;

    private DiskFailure() {}

    /** Lets the disk fail. */
    static Receipt strike(KeptDisk disk) throws InterruptedException {
        String mount = disk.ownMount();
        disk.shell().output("shut down the file system", FAIL);
        return new Receipt("%s was shut down, and a write was refused: %s".formatted(mount, disk.refusal()));
    }

    /**
     * Makes it work again. The broker must be dead, or the engine would leave the failed file system mounted.
     *
     * @param before what was on it before it failed
     */
    static DiskLoss mend(KeptDisk disk, DiskSurvey before) throws InterruptedException {
        String mount = disk.remount();
        return new DiskLoss(
                new Receipt("mounted anew and written to: " + mount),
                DiskPowerLoss.losses(disk, before, disk.survey()));
    }
}
