package ordeal.harness.cluster.docker.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;

/**
 * What each log lost between two surveys of a disk. A log ends at its first segment that is gone or no longer sound to its old end: what
 * lies behind is as good as gone, for a broker cuts it off when it recovers.
 */
final class DiskLosses {
    private DiskLosses() {}

    /** The segments whose content must be read before {@link #between} can tell: those that changed, and each partition's last. */
    static Set<String> toRead(DiskSurvey before, DiskSurvey after) {
        Set<String> paths = new TreeSet<>();
        before.byPartition().values().forEach(segments -> {
            segments.stream().filter(path -> changed(path, before, after)).forEach(paths::add);
            paths.add(segments.getLast());
        });
        paths.retainAll(after.segments().keySet());
        return paths;
    }

    /**
     * What each partition lost, 0 bytes included.
     *
     * @param contentOf the content of a segment now; asked for those of {@link #toRead} alone
     */
    static List<PartitionLoss> between(DiskSurvey before, DiskSurvey after, Function<String, DiskSegment> contentOf) {
        List<PartitionLoss> losses = new ArrayList<>();
        before.byPartition()
                .forEach((partition, segments) -> losses.add(loss(partition, segments, before, after, contentOf)));
        return losses;
    }

    /** What is lost when everything is. */
    static List<PartitionLoss> all(DiskSurvey before) {
        List<PartitionLoss> losses = new ArrayList<>();
        before.byPartition().forEach((partition, segments) -> {
            long bytes = segments.stream()
                    .mapToLong(path -> state(before, path).sizeBytes())
                    .sum();
            losses.add(new PartitionLoss(partition, DiskSurvey.baseOffsetOf(segments.getFirst()), bytes));
        });
        return losses;
    }

    private static PartitionLoss loss(
            String partition,
            List<String> segments,
            DiskSurvey before,
            DiskSurvey after,
            Function<String, DiskSegment> contentOf) {
        long lostBytes = 0;
        long endOffset = -1;
        for (String path : segments) {
            long sizeBytes = state(before, path).sizeBytes();
            if (endOffset >= 0) {
                lostBytes += sizeBytes;
            } else if (!after.segments().containsKey(path)) {
                endOffset = DiskSurvey.baseOffsetOf(path);
                lostBytes = sizeBytes;
            } else if (changed(path, before, after)) {
                DiskSegment now = contentOf.apply(path);
                if (now.soundBytes() < sizeBytes) {
                    endOffset = now.endOffset(DiskSurvey.baseOffsetOf(path));
                    lostBytes = sizeBytes - now.soundBytes();
                }
            }
        }
        if (endOffset < 0) {
            String last = segments.getLast();
            endOffset = contentOf.apply(last).endOffset(DiskSurvey.baseOffsetOf(last));
        }
        return new PartitionLoss(partition, endOffset, lostBytes);
    }

    private static boolean changed(String path, DiskSurvey before, DiskSurvey after) {
        return !state(before, path).equals(after.segments().get(path));
    }

    private static DiskSurvey.State state(DiskSurvey survey, String path) {
        return Objects.requireNonNull(survey.segments().get(path));
    }
}
