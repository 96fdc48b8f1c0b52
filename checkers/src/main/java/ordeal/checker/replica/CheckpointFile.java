package ordeal.checker.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.checker.Partition;

/**
 * Kafka's checkpoint files: a line {@code 0} (the format's version), a line with the number of entries, one line for each entry.
 * A broker replaces them by an atomic rename, so one is either whole or as it was before.
 */
final class CheckpointFile {
    private CheckpointFile() {}

    /** The entries of a file whose lines are {@code epoch startOffset}; empty when there is no such file. */
    static List<ReplicaLog.EpochStart> epochs(Path file, List<String> damages) throws IOException {
        return lines(file, 2, damages).stream()
                .map(fields -> new ReplicaLog.EpochStart(Integer.parseInt(fields[0]), Long.parseLong(fields[1])))
                .toList();
    }

    /** The entries of a file whose lines are {@code topic partition offset}; empty when there is no such file. */
    static Map<Partition, Long> offsets(Path file, List<String> damages) throws IOException {
        Map<Partition, Long> offsets = new HashMap<>();
        for (String[] fields : lines(file, 3, damages)) {
            offsets.put(new Partition(fields[0], Integer.parseInt(fields[1])), Long.parseLong(fields[2]));
        }
        return offsets;
    }

    private static List<String[]> lines(Path file, int fields, List<String> damages) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file);
        List<String[]> entries =
                lines.stream().skip(2).map(line -> line.strip().split("\\s+")).toList();
        boolean sound = lines.size() >= 2
                && lines.get(0).equals("0")
                && lines.get(1).equals(Integer.toString(entries.size()))
                && entries.stream().allMatch(entry -> isEntry(entry, fields));
        if (!sound) {
            damages.add(file.getFileName() + ": no whole checkpoint");
            return List.of();
        }
        return entries;
    }

    /** The last two fields are numbers; a topic's name may be anything. */
    private static boolean isEntry(String[] entry, int fields) {
        return entry.length == fields
                && entry[fields - 1].matches("-?\\d{1,18}")
                && entry[fields - 2].matches("-?\\d{1,9}");
    }
}
