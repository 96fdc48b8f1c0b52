package ordeal.broker.log.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kafka's checkpoint format: a line with version 0, a line with the number of entries, then a line of fields for each. */
final class TextCheckpoint {
    private static final String VERSION = "0";
    private static final int HEADER_LINES = 2;

    private TextCheckpoint() {}

    /** The format of these entries. */
    static byte[] encode(List<String> entries) {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        text.append(entries.size()).append('\n');
        entries.forEach(entry -> text.append(entry).append('\n'));
        return text.toString().getBytes(UTF_8);
    }

    /** The fields of each entry; empty when the file is not there, or not whole. */
    static Optional<List<String[]>> read(Path file, int fieldCount) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        String[] lines = new String(Files.readAllBytes(file), UTF_8).split("\n", -1);
        if (lines.length < HEADER_LINES
                || !lines[0].equals(VERSION)
                || !lines[1].equals(String.valueOf(lines.length - HEADER_LINES - 1))
                || !lines[lines.length - 1].isEmpty()) {
            return Optional.empty();
        }
        List<String[]> entries = new ArrayList<>();
        for (int i = HEADER_LINES; i < lines.length - 1; i++) {
            String[] fields = lines[i].split(" ", -1);
            if (fields.length != fieldCount) {
                return Optional.empty();
            }
            entries.add(fields);
        }
        return Optional.of(entries);
    }
}
