package ordeal.harness.report.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.RunDescription;
import ordeal.harness.system.KnownBug;
import ordeal.harness.system.SystemUnderTest;
import ordeal.harness.system.Systems;

/** Looks in the brokers' logs for bugs of the system under test that were met before. */
public final class KnownBugs {
    private KnownBugs() {}

    /**
     * A known bug that a log shows.
     *
     * @param broker whose log
     * @param times how many lines show it
     */
    public record Sighting(KnownBug bug, int broker, long times) {
        /** What was seen where, in a sentence. */
        public String sentence(String system) {
            return "%s of broker-%d shows a known bug of %s (%d %s, docs/found-bugs.md): %s"
                    .formatted(bug.logFile(), broker, system, times, times == 1 ? "line" : "lines", bug.title());
        }
    }

    /** What the logs of a run show; a log that cannot be read shows nothing. */
    public static List<Sighting> in(RunFolder folder, RunDescription run) {
        Optional<SystemUnderTest> system = Systems.named(run.system().name());
        List<Sighting> sightings = new ArrayList<>();
        for (KnownBug bug : system.map(SystemUnderTest::knownBugs).orElse(List.of())) {
            for (int broker : run.cluster().brokers()) {
                long times = count(folder.brokerLogs(broker).resolve(bug.logFile()), bug);
                if (times > 0) {
                    sightings.add(new Sighting(bug, broker, times));
                }
            }
        }
        return sightings;
    }

    private static long count(Path log, KnownBug bug) {
        if (!Files.isRegularFile(log)) {
            return 0;
        }
        // One byte is one character, so that no byte sequence of a log is malformed.
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> bug.sign().matcher(line).find()).count();
        } catch (IOException _) {
            return 0;
        }
    }
}
