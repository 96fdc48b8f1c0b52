package ordeal.harness.cluster.docker.disk;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import ordeal.nemesis.port.Receipt;

/**
 * A loss of power: the file system of a dead broker's disk is shut down without writing out anything, not even its own log. What the
 * broker had not synced, and the kernel had not written out by itself, is gone.
 */
final class DiskPowerLoss {
    /** Without {@code -f}: the log is not flushed. */
    private static final String CUT = "xfs_io -x -c shutdown /disk";

    private DiskPowerLoss() {}

    /** Cuts the power of a disk and gives it back. */
    static DiskLoss strike(KeptDisk disk) throws InterruptedException {
        String mountBefore = disk.ownMount();
        DiskSurvey before = disk.survey();
        disk.shell().output("shut down the file system", CUT);
        String refusal = disk.refusal();
        String mountAfter = disk.remount();
        DiskSurvey after = disk.survey();
        List<PartitionLoss> losses = losses(disk, before, after);
        return new DiskLoss(
                new Receipt(
                        "%s was shut down without a flush (%s) and mounted anew: %s; its %d segments had %d bytes before and %d after (%s)"
                                .formatted(
                                        mountBefore,
                                        refusal,
                                        mountAfter,
                                        before.segments().size(),
                                        before.sizeBytes(),
                                        after.sizeBytes(),
                                        inWords(losses))),
                losses);
    }

    /** What is gone from a disk since it was surveyed. */
    static List<PartitionLoss> losses(KeptDisk disk, DiskSurvey before, DiskSurvey after) throws InterruptedException {
        SortedMap<String, DiskSegment> contents = new TreeMap<>();
        disk.contents(DiskLosses.toRead(before, after))
                .forEach((path, bytes) -> contents.put(path, DiskSegment.of(bytes)));
        return DiskLosses.between(before, after, path -> contents.getOrDefault(path, new DiskSegment(List.of())));
    }

    private static String inWords(List<PartitionLoss> losses) {
        List<String> lost = losses.stream()
                .filter(loss -> loss.lostBytes() > 0)
                .map(loss ->
                        "%s lost %d from offset %d".formatted(loss.partition(), loss.lostBytes(), loss.firstOffset()))
                .toList();
        return lost.isEmpty() ? "no log lost anything" : String.join(", ", lost);
    }
}
