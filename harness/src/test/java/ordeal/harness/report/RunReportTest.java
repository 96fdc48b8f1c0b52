package ordeal.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.RecordedRun;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.checker.zookeeper.ClusterTimeline;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    @TempDir
    private Path root;

    @Test
    void writesAPageThatStandsAlone() throws IOException {
        String page =
                report(root, whole(), HeadlineTest.verdict(new Verdict.Valid(), Map.of("acknowledged-sends", 50L)));

        assertThat(page)
                .contains("The cluster kept its promises")
                .contains("<svg viewBox")
                .contains("process 42 of broker-1 is gone")
                .contains("./ordeal run --seed 7 --name &#39;a&amp;b&#39;")
                .contains("kill &lt;the leader&gt;")
                .contains("the budget is 1")
                .doesNotContain("<script")
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContainPattern("url\\([^#]")
                .doesNotContain("@import");
        assertThat(root.resolve("charts/cluster.png")).isNotEmptyFile();
    }

    @Test
    void writesTheSameBytesForTheSameFolder() throws IOException {
        RunVerdict verdict = HeadlineTest.verdict(new Verdict.Valid(), Map.of());
        report(root, whole(), verdict);
        Map<String, String> first = files();
        report(root, whole(), verdict);

        assertThat(files()).isEqualTo(first).containsKeys("report.html", "junit.xml", "timeline.csv", "latency.hlog");
    }

    @Test
    void tellsEachSecondInTheTimeline() throws IOException {
        report(root, whole(), HeadlineTest.verdict(new Verdict.Valid(), Map.of()));

        List<String> lines = Files.readAllLines(root.resolve("timeline.csv"));
        assertThat(lines.getFirst())
                .isEqualTo(
                        "second,offered,acked,failed,info,open,polled,p50_ms,p99_ms,max_ms,faults,controller,leaders,isr_sizes");
        assertThat(lines.get(4)).startsWith("3,10,10,0,0,0,0,20.0").endsWith(",1,3,t-0=2 t-1=3,t-0=2 t-1=3");
        assertThat(lines.get(6)).startsWith("5,10,10,").endsWith(",,3,t-0=2 t-1=3,t-0=3 t-1=3");
    }

    @Test
    void writesALatencyLogThatItsReaderUnderstands() throws IOException {
        report(root, whole(), HeadlineTest.verdict(new Verdict.Valid(), Map.of()));

        try (HistogramLogReader reader =
                new HistogramLogReader(root.resolve("latency.hlog").toFile())) {
            EncodableHistogram first = reader.nextIntervalHistogram();
            assertThat(first.getTag()).isEqualTo("warm-up");
            assertThat(first.getStartTimeStamp()).isEqualTo(Runs.STARTED_EPOCH_MS + 1_000);
            assertThat(first.getMaxValueAsDouble()).isBetween(19_900.0, 20_100.0);
            assertThat(reader.nextIntervalHistogram().getTag()).isEqualTo("faults");
        }
    }

    @Test
    void saysWhatIsMissingAndStillTellsTheRest() throws IOException {
        Evidence nothing = Runs.evidence(
                new Part.Missing<>("no history.avro"),
                new Part.Missing<>("damaged faults"),
                new Part.Missing<>("never collected"));
        Files.writeString(root.resolve("faults.jsonl"), "no json\n");

        String page = report(root, nothing, HeadlineTest.verdict(new Verdict.Unknown("nothing to judge"), Map.of()));

        assertThat(page)
                .contains("This run proves nothing")
                .contains("history is missing: no history.avro")
                .contains("record of the faults is missing: damaged faults")
                .contains("log is missing: never collected")
                .doesNotContain("<svg");
        assertThat(root.resolve("latency.hlog")).doesNotExist();
        assertThat(Files.readAllLines(root.resolve("timeline.csv"))).hasSize(1);
    }

    @Test
    void reportsARunWhoseHarnessWasKilled() throws IOException {
        RunFolder folder = new RunFolder(root);
        folder.writeRun(Runs.description());
        try (HistoryWriter writer = HistoryWriter.create(folder.historyFile())) {
            List<HistoryEvent> events = Runs.history();
            events.subList(0, 61).forEach(writer::append);
        }
        byte[] whole = Files.readAllBytes(folder.historyFile());
        Files.write(folder.historyFile(), Arrays.copyOf(whole, whole.length - 7));
        folder.appendFault(Runs.fault(1, FaultRecord.Status.INJECTED, 2_000, -1));
        Files.writeString(
                folder.faultsFile(),
                Files.readString(folder.faultsFile(), StandardCharsets.UTF_8) + "{\"id\":2,\"ki",
                StandardCharsets.UTF_8);

        RunReport.write(folder, RecordedRun.judge(folder));

        assertThat(Files.readString(root.resolve("report.html")))
                .contains("This run proves nothing")
                .contains("Not judged")
                .contains("never healed");
    }

    @Test
    void showsWhatWasTestedBesideWhatWasDue() throws IOException {
        RunVerdict verdict = RunVerdict.of(
                "run",
                List.of(
                        new CheckResult(
                                "assumptions",
                                Promise.ASSUMPTIONS,
                                new Verdict.Unknown("too little"),
                                List.of(),
                                new TreeMap<>(Map.of(
                                        "acknowledged-during-faults", 3L,
                                        "floor:acknowledged-during-faults", 40L,
                                        "polled-during-faults", 41L,
                                        "floor:polled-during-faults", 40L))),
                        new CheckResult(
                                "durability",
                                Promise.DURABILITY,
                                new Verdict.Valid(),
                                List.of(),
                                new TreeMap<>(Map.of(
                                        "indeterminate-sends", 9L,
                                        "indeterminate-found", 7L,
                                        "indeterminate-absent", 2L,
                                        "indeterminate-unresolved", 0L)))),
                List.of());

        String page = report(root, whole(), verdict).replace("\n", "");

        assertThat(page)
                .contains("<td>acknowledged during faults</td><td>3</td><td>40, not reached</td>")
                .contains("<td>polled during faults</td><td>41</td><td>40</td>")
                .contains("sends of unknown outcome: 7 found on the disks, 2 absent")
                .doesNotContain("floor: ")
                .doesNotContain("0 unresolved");
    }

    @Test
    void saysNothingOfFloorsThatAVerdictDoesNotHave() throws IOException {
        assertThat(report(root, whole(), HeadlineTest.verdict(new Verdict.Valid(), Map.of())))
                .doesNotContain("What was tested at all")
                .doesNotContain("unknown outcome");
    }

    @Test
    void showsViolationsWithWitnessesApartFromWhatIsPermitted() throws IOException {
        RunVerdict verdict = RunVerdict.of(
                "run",
                List.of(new CheckResult(
                        "durability",
                        Promise.DURABILITY,
                        new Verdict.Invalid("1 lost-write"),
                        List.of(anomaly("p0-000001@0 is gone", null), anomaly("p0-000002@0 is gone", "acks=1 <moved>")),
                        new TreeMap<>(Map.of("lost-write", 1L, "permitted:acks", 1L)))),
                List.of());

        String page = report(root, whole(), verdict);

        int broken = page.indexOf("Broken rules");
        int permitted = page.indexOf("Permitted by the settings");
        assertThat(broken).isPositive().isLessThan(permitted);
        assertThat(page.substring(broken, permitted))
                .contains("p0-000001@0 is gone")
                .contains("acknowledged at offset 9")
                .contains("t-0: leader 2, leader epoch 1, ISR [2, 3]")
                .doesNotContain("p0-000002@0");
        assertThat(page.substring(permitted)).contains("acks=1 &lt;moved&gt;").contains("1 by acks");
    }

    private static Anomaly anomaly(String summary, @Nullable String permittedCause) {
        return new Anomaly(
                "lost-write",
                Runs.T0,
                summary,
                List.of(new Anomaly.Witness("history", 2_900_000_000L, "acknowledged at offset 9")),
                permittedCause,
                2_900_000_000L);
    }

    private static Evidence whole() {
        HistorySource history = Runs.source(Runs.history());
        ClusterTimeline timeline = Runs.timeline();
        return Runs.evidence(
                new Part.Present<>(history),
                new Part.Present<>(List.of(
                        Runs.fault(1, FaultRecord.Status.HEALED, 2_500, 4_000),
                        Runs.fault(2, FaultRecord.Status.SKIPPED, -1, -1))),
                new Part.Present<>(timeline));
    }

    private static String report(Path root, Evidence evidence, RunVerdict verdict) throws IOException {
        assertThat(RunReport.write(new RunFolder(root), new RecordedRun(evidence, verdict)))
                .isEmpty();
        return Files.readString(root.resolve("report.html"));
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
