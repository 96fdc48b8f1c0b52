package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ordeal.broker.log.LogStorage.OpeningPoint;
import ordeal.broker.log.Recovery;

/**
 * Opens the segments of a log. After a clean stop they are believed; otherwise every segment that reaches above the recovery point, and
 * the last one, is examined. Where a segment ends before the next one begins, all later ones go.
 */
final class LogLoader {
    private final Path folder;
    private final OpeningPoint point;
    private final ByteBuffer window;
    private final Segment.IndexLimits limits;
    private final List<Segment> segments = new ArrayList<>();
    private boolean scanned;
    private long scannedFrom;
    private long cutBytes;

    private LogLoader(Path folder, OpeningPoint point, ByteBuffer window, Segment.IndexLimits limits) {
        this.folder = folder;
        this.point = point;
        this.window = window;
        this.limits = limits;
    }

    /**
     * What was opened.
     *
     * @param segments ascending; none when there was nothing that could be used
     */
    record Loaded(List<Segment> segments, Recovery recovery) {}

    /** Opens the segments in a partition's folder. */
    static Loaded load(Path folder, OpeningPoint point, ByteBuffer window, Segment.IndexLimits limits)
            throws IOException {
        LogLoader loader = new LogLoader(folder, point, window, limits);
        loader.deleteLeftovers();
        loader.openSegments();
        return loader.loaded();
    }

    private Loaded loaded() throws IOException {
        long end = segments.isEmpty() ? -1 : segments.getLast().nextOffset();
        if (end < point.logStartOffset()) {
            for (Segment segment : segments.reversed()) {
                cutBytes += segment.sizeBytes();
                segment.delete();
            }
            segments.clear();
            end = point.logStartOffset();
        }
        Recovery recovery = scanned || cutBytes > 0
                ? new Recovery(true, Math.min(scannedFrom, end), end, cutBytes)
                : Recovery.none(end);
        return new Loaded(segments, recovery);
    }

    /** What was on its way to be deleted or replaced, and indexes without a segment. */
    private void deleteLeftovers() throws IOException {
        List<Long> bases = SegmentFiles.offsets(folder, SegmentFiles.LOG);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SegmentFiles.DELETED) || name.endsWith(DurableFiles.TEMPORARY)) {
                    Files.delete(file);
                }
            }
        }
        for (String suffix : List.of(SegmentFiles.OFFSET_INDEX, SegmentFiles.TIME_INDEX)) {
            for (long offset : SegmentFiles.offsets(folder, suffix)) {
                if (!bases.contains(offset)) {
                    Files.delete(SegmentFiles.of(folder, offset, suffix));
                }
            }
        }
    }

    private void openSegments() throws IOException {
        List<Long> bases = SegmentFiles.offsets(folder, SegmentFiles.LOG);
        for (int i = 0; i < bases.size(); i++) {
            boolean last = i + 1 == bases.size();
            long end = last ? Long.MAX_VALUE : bases.get(i + 1);
            Segment segment = open(bases.get(i));
            segments.add(segment);
            boolean believed = point.clean() || (!last && end <= point.recoveryPoint());
            if (!believed || !segment.load() || (!last && segment.nextOffset() != end)) {
                scan(segment);
            }
            if (!last && segment.nextOffset() != end) {
                cutFrom(bases.subList(i + 1, bases.size()));
                return;
            }
            if (!last) {
                segment.seal();
            }
        }
    }

    private Segment open(long baseOffset) throws IOException {
        Path log = SegmentFiles.of(folder, baseOffset, SegmentFiles.LOG);
        return new Segment(folder, baseOffset, Files.getLastModifiedTime(log).toMillis(), window, limits);
    }

    private void scan(Segment segment) throws IOException {
        if (!scanned) {
            scanned = true;
            scannedFrom = segment.baseOffset();
        }
        cutBytes += SegmentScan.repair(segment);
    }

    private void cutFrom(List<Long> bases) throws IOException {
        for (long base : bases.reversed()) {
            Segment segment = open(base);
            cutBytes += segment.sizeBytes();
            segment.delete();
        }
    }
}
