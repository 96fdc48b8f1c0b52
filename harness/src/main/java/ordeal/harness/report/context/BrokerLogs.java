package ordeal.harness.report.context;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.evidence.RunFolder;

/**
 * The lines of {@code server.log}, {@code state-change.log} and {@code controller.log} of every broker, which Kafka writes with the
 * pattern {@code [%d] %p %m (%c)%n} in UTC. Lines without a time, such as stack traces, are passed over.
 */
final class BrokerLogs {
    private static final List<String> NAMES = List.of("controller.log", "server.log", "state-change.log");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
    private static final int TIME_LENGTH = "2024-11-22 18:30:13,123".length();
    private static final int TEXT_LIMIT = 400;

    private final RunFolder folder;
    private final List<Integer> brokers;
    private final RunClock clock;

    BrokerLogs(RunFolder folder, List<Integer> brokers, RunClock clock) {
        this.folder = folder;
        this.brokers = brokers;
        this.clock = clock;
    }

    /** Passes every line that has a time. A file that cannot be read ends early. */
    void forEach(Consumer<LogLine> action) {
        for (int broker : brokers) {
            for (Path file : files(folder.brokerLogs(broker))) {
                read(file, "broker-" + broker + " " + file.getFileName(), action);
            }
        }
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> NAMES.stream()
                            .anyMatch(name -> file.getFileName().toString().startsWith(name)))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private void read(Path file, String source, Consumer<LogLine> action) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = line;
                nanos(line).ifPresent(nanos -> action.accept(new LogLine(nanos, source, shorten(text))));
            }
        } catch (IOException _) {
            action.accept(new LogLine(-1, source, "the rest of this file cannot be read"));
        }
    }

    /** When a line was logged, on the run's clock; empty for a line without a time. */
    OptionalLong nanos(String line) {
        if (line.length() < TIME_LENGTH + 2 || line.charAt(0) != '[' || line.charAt(TIME_LENGTH + 1) != ']') {
            return OptionalLong.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.parse(line.substring(1, TIME_LENGTH + 1), TIME);
            return OptionalLong.of(clock.nanosAt(time.toInstant(ZoneOffset.UTC).toEpochMilli()));
        } catch (DateTimeParseException _) {
            return OptionalLong.empty();
        }
    }

    /** The line without its time, which is told beside it. */
    private static String shorten(String line) {
        String text = line.substring(TIME_LENGTH + 2).strip();
        return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT) + " ...";
    }
}
