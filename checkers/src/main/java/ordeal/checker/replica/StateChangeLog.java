package ordeal.checker.replica;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ordeal.checker.Partition;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;

/**
 * Kafka 3.9's {@code state-change.log}: what {@code kafka.cluster.Partition} says when a broker becomes leader in a new epoch.
 *
 * <pre>
 * [2024-11-22 18:30:13,123] INFO [Broker id=1] Leader t-0 with topic id Some(x) starts at leader epoch 3 from offset 42 with
 * partition epoch 7, high watermark 40, ISR [1,2], adding replicas [] and removing replicas [] . Previous leader ... (state.change.logger)
 * </pre>
 *
 * <p>The broker runs with {@code user.timezone=UTC} and the pattern {@code [%d] %p %m (%c)%n}. Lines that say anything else, stack
 * traces and a last line that was cut short are passed over.
 */
public final class StateChangeLog {
    private static final String FILE_PREFIX = "state-change.log";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);
    private static final Pattern LEADER = Pattern.compile(
            "^\\[(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3})] \\w+ +\\[Broker id=(\\d+)[^]]*] Leader (\\S+)-(\\d+)"
                    + " with topic id \\S+ starts at +leader epoch (\\d+) from offset (\\d+)"
                    + " with partition epoch (\\d+), high watermark (\\d+), +ISR \\[([\\d,\\s]*)]");

    private final Map<Partition, Integer> numbers = new HashMap<>();

    /** A reader for the brokers of this run; leaderships of other topics are passed over. */
    public StateChangeLog(RunDescription run) {
        List<Partition> partitions = run.partitions();
        for (int number = 0; number < partitions.size(); number++) {
            numbers.put(partitions.get(number), number);
        }
    }

    /**
     * Reads {@code state-change.log} and its rotated files from every broker's log directory.
     *
     * @return all leaderships in the order of the brokers' clocks, or why they cannot be had: a broker without the file
     */
    public Part<List<RoleChange>> load(Map<Integer, Path> logDirectories) {
        List<RoleChange> changes = new ArrayList<>();
        for (Map.Entry<Integer, Path> entry : logDirectories.entrySet()) {
            try {
                List<Path> files = files(entry.getValue());
                if (files.isEmpty()) {
                    return new Part.Missing<>("broker " + entry.getKey() + " left no state-change log");
                }
                for (Path file : files) {
                    changes.addAll(read(file));
                }
            } catch (IOException e) {
                return new Part.Missing<>("the state-change log of broker " + entry.getKey() + " cannot be read: " + e);
            }
        }
        changes.sort(Comparator.comparingLong(RoleChange::epochMs).thenComparingInt(RoleChange::leaderEpoch));
        return new Part.Present<>(List.copyOf(changes));
    }

    /** The leaderships in one file, in its order. */
    List<RoleChange> read(Path file) throws IOException {
        List<RoleChange> changes = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parse(line).ifPresent(changes::add);
            }
        }
        return changes;
    }

    /** The leadership that a line tells of. */
    Optional<RoleChange> parse(String line) {
        Matcher matcher = LEADER.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Integer number = numbers.get(new Partition(matcher.group(3), Integer.parseInt(matcher.group(4))));
        if (number == null) {
            return Optional.empty();
        }
        long epochMs = LocalDateTime.parse(matcher.group(1), TIME)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        return Optional.of(new RoleChange(
                Integer.parseInt(matcher.group(2)),
                number,
                epochMs,
                Integer.parseInt(matcher.group(5)),
                Long.parseLong(matcher.group(6)),
                Integer.parseInt(matcher.group(7)),
                Long.parseLong(matcher.group(8)),
                isr(matcher.group(9)),
                line));
    }

    private static List<Integer> isr(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(FILE_PREFIX))
                    .sorted()
                    .toList();
        }
    }
}
