package ordeal.harness.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.system.SystemUnderTest;
import ordeal.harness.system.Systems;

/**
 * What Kafka's own {@code DumpLogSegments} says of a broker's files.
 *
 * @param files the files it was given, relative to the broker's data folder
 * @param complaints every line that is not one of those it writes of a file in good order
 * @param indexEntryCount how many entries all indexes together have
 * @param records by partition and offset, the records' values in hexadecimal
 * @param codecs the codecs of the batches
 * @param leaderEpochs how many batches there are of each leader epoch
 */
record LogDump(
        List<Path> files,
        List<String> complaints,
        int indexEntryCount,
        Map<String, SortedMap<Long, String>> records,
        Map<String, Integer> codecs,
        SortedMap<Integer, Integer> leaderEpochs) {
    private static final Pattern INDEXES = Pattern.compile(".*\\.(index|timeindex)");
    private static final Pattern ALL = Pattern.compile(".*\\.(log|index|timeindex|snapshot)");
    private static final Pattern DUMPING = Pattern.compile("Dumping (?:\\./)?([^/]+)/\\S+");
    private static final Pattern BATCH = Pattern.compile("baseOffset: \\d+ lastOffset: \\d+ count: \\d+ .*"
            + " partitionLeaderEpoch: (\\d+) .* compresscodec: (\\w+) crc: \\d+ isvalid: true");
    private static final Pattern RECORD = Pattern.compile("\\| offset: (\\d+) .* payload: (\\S*)");
    private static final Pattern INDEX_ENTRY =
            Pattern.compile("offset: \\d+ position: \\d+|timestamp: \\d+ offset: \\d+");
    private static final Pattern IN_ORDER = Pattern.compile(
            "Log starting offset: \\d+|\\S+ is empty\\.|\\S+ passed sanity check\\.|producerId: \\d+ producerEpoch: .*");
    private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();
    private static final Pattern NOISE = Pattern.compile("(log4j|SLF4J)[:(].*");

    /** Dumps everything below a broker's data folder, deeply, and then checks the sanity of its indexes. */
    static LogDump of(Path data, Path scratch) throws IOException, InterruptedException, ClusterException {
        List<Path> files = filesBelow(data, ALL);
        LogDump dump = new LogDump(files, new ArrayList<>(), 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        Path deep = run(
                data,
                scratch,
                files,
                "--deep-iteration",
                "--print-data-log",
                "--value-decoder-class",
                HexDecoder.class.getName());
        int indexEntries = dump.read(deep);
        Path sanity = run(data, scratch, filesBelow(data, INDEXES), "--index-sanity-check");
        dump.read(sanity);
        return new LogDump(files, dump.complaints, indexEntries, dump.records, dump.codecs, dump.leaderEpochs);
    }

    private static List<Path> filesBelow(Path data, Pattern wanted) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(data::relativize)
                    .filter(file -> wanted.matcher(file.toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static Path run(Path data, Path scratch, List<Path> files, String... options)
            throws IOException, InterruptedException, ClusterException {
        SystemUnderTest kafka = Systems.named("kafka-3.9").orElseThrow();
        List<String> command = new ArrayList<>(List.of(
                InstalledJava.forSystem(kafka).executable().toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                Stream.concat(Stream.of(TEST_CLASSES), SystemJars.of(kafka, System.out::println).stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(":")),
                "kafka.tools.DumpLogSegments"));
        command.addAll(List.of(options));
        command.add("--files");
        command.add(files.stream().map(Path::toString).collect(Collectors.joining(",")));
        Path output = Files.createTempFile(scratch, "dump", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            Files.writeString(output, Files.readString(output) + "\nexit code " + exitCode + "\n");
        }
        return output;
    }

    /** Takes in an output; returns how many index entries it showed. */
    private int read(Path output) {
        int indexEntries = 0;
        SortedMap<Long, String> partition = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher dumping = DUMPING.matcher(line);
                Matcher batch = BATCH.matcher(line);
                Matcher record = RECORD.matcher(line);
                if (dumping.matches()) {
                    partition = records.computeIfAbsent(dumping.group(1), _ -> new TreeMap<>());
                } else if (record.matches()) {
                    if (partition.put(Long.valueOf(record.group(1)), record.group(2)) != null) {
                        complaints.add("twice: " + line);
                    }
                } else if (batch.matches()) {
                    leaderEpochs.merge(Integer.valueOf(batch.group(1)), 1, Integer::sum);
                    codecs.merge(batch.group(2), 1, Integer::sum);
                } else if (INDEX_ENTRY.matcher(line).matches()) {
                    indexEntries++;
                } else if (!line.isBlank()
                        && !IN_ORDER.matcher(line).matches()
                        && !NOISE.matcher(line).matches()) {
                    complaints.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return indexEntries;
    }

    /** The records of a partition. */
    SortedMap<Long, String> recordsOf(String partition) {
        return records.getOrDefault(partition, new TreeMap<>());
    }
}
