package ordeal.checker.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ordeal.checker.run.Part;

/** Reads the journal folder of a broker: {@code journal-<epochMs>.jsonl} for each of its incarnations. */
public final class JournalReader {
    private static final Pattern FILE = Pattern.compile("journal-(\\d{1,18})\\.jsonl");

    private JournalReader() {}

    /** The journal, once every line of it was found whole; or why there is none. */
    public static Part<BrokerJournal> load(int broker, Path folder) throws IOException {
        List<JournalFile> files = files(broker, folder);
        if (files.isEmpty()) {
            return new Part.Missing<>("broker " + broker + " left no journal");
        }
        List<JournalLine> deeds = new ArrayList<>();
        try {
            for (JournalFile file : files) {
                file.forEach(line -> {
                    if (!(line.entry() instanceof JournalEntry.Progress)) {
                        deeds.add(line);
                    }
                });
            }
        } catch (MalformedLineException e) {
            return new Part.Missing<>(String.valueOf(e.getMessage()));
        }
        return new Part.Present<>(new RecordedJournal(broker, files, deeds));
    }

    private static List<JournalFile> files(int broker, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> paths;
        try (Stream<Path> all = Files.list(folder)) {
            paths = all.filter(path -> startedMs(path) >= 0)
                    .sorted(Comparator.comparingLong(JournalReader::startedMs))
                    .toList();
        }
        List<JournalFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(new JournalFile(path, broker, files.size() + 1));
        }
        return files;
    }

    private static long startedMs(Path path) {
        Matcher name = FILE.matcher(path.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }

    /** A journal that lies in files: progress is read again whenever it is asked for, everything else is kept. */
    private record RecordedJournal(int broker, List<JournalFile> files, List<JournalLine> deeds)
            implements BrokerJournal {
        RecordedJournal {
            files = List.copyOf(files);
            deeds = List.copyOf(deeds);
        }

        @Override
        public void forEach(Consumer<? super JournalLine> action) {
            try {
                for (JournalFile file : files) {
                    file.forEach(action);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the journal of broker " + broker + " can no longer be read", e);
            }
        }
    }
}
