package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.broker.log.PartitionLog.EpochStart;

/** The file {@code leader-epoch-checkpoint}: lines of epoch and first offset. */
final class EpochFile {
    private EpochFile() {}

    /** The file's content. */
    static byte[] encode(List<EpochStart> epochs) {
        return TextCheckpoint.encode(epochs.stream()
                .map(entry -> entry.epoch() + " " + entry.startOffset())
                .toList());
    }

    /** What a file says; empty when it is not there or damaged. */
    static Optional<List<EpochStart>> read(Path file) throws IOException {
        List<EpochStart> epochs = new ArrayList<>();
        Optional<List<String[]>> lines = TextCheckpoint.read(file, 2);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (String[] fields : lines.get()) {
                EpochStart entry = new EpochStart(Integer.parseInt(fields[0]), Long.parseLong(fields[1]));
                boolean ascending = epochs.isEmpty()
                        || (epochs.getLast().epoch() < entry.epoch()
                                && epochs.getLast().startOffset() < entry.startOffset());
                if (entry.epoch() < 0 || entry.startOffset() < 0 || !ascending) {
                    return Optional.empty();
                }
                epochs.add(entry);
            }
            return Optional.of(epochs);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
