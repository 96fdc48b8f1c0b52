package ordeal.checker.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import ordeal.checker.run.FaultRecord;
import tools.jackson.core.JacksonException;

/**
 * What {@code faults.jsonl} says.
 *
 * @param faults each fault once, as its last line has it, by id
 * @param torn what was dropped at the end because the harness was killed while it wrote; empty for a whole file
 */
public record FaultLog(List<FaultRecord> faults, Optional<String> torn) {
    public FaultLog {
        faults = List.copyOf(faults);
    }

    /** Appends a line, in one write. */
    static void append(Path path, FaultRecord fault) throws IOException {
        String line = Json.LINE.writeValueAsString(fault) + "\n";
        Files.writeString(path, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Reads the file; an absent one is a plan that began no fault.
     *
     * @throws IOException when a line other than a torn last one is no fault
     */
    static FaultLog read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return new FaultLog(List.of(), Optional.empty());
        }
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        SortedMap<Integer, FaultRecord> byId = new TreeMap<>();
        int start = 0;
        int number = 1;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            FaultRecord fault = parse(text.substring(start, end), number++);
            byId.put(fault.id(), fault);
            start = end + 1;
        }
        Optional<String> torn = start == text.length()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the last line of faults.jsonl is torn: its %d characters were dropped",
                        text.length() - start));
        return new FaultLog(List.copyOf(byId.values()), torn);
    }

    private static FaultRecord parse(String line, int number) throws IOException {
        try {
            return Json.LINE.readValue(line, FaultRecord.class);
        } catch (JacksonException e) {
            throw new IOException(
                    String.format(
                            Locale.ROOT, "line %d of faults.jsonl is no fault: %s", number, e.getOriginalMessage()),
                    e);
        }
    }
}
