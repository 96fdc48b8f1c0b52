package ordeal.harness.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import ordeal.checker.RecordedRun;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.RunDescription;
import ordeal.harness.system.Systems;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge finds a planted bug in what nodes and clients left behind, and never in what a run calls itself. */
class StoredRunsTest {
    private static final WithoutNames WITHOUT_NAMES =
            new WithoutNames(Systems.named("reference").orElseThrow());

    @TempDir
    private Path parent;

    static List<StoredRun> storedRuns() throws IOException {
        return StoredRun.all();
    }

    @Test
    void everyBugHasAStoredRun() throws Exception {
        assertThat(StoredRun.all())
                .extracting(StoredRun::bug)
                .containsExactlyElementsOf(
                        BugPlans.all().stream().map(DirectedPlan::name).toList());
    }

    @ParameterizedTest
    @MethodSource("storedRuns")
    void isInvalidForTheSameReasonsWithoutItsNames(StoredRun stored) throws Exception {
        RunFolder run = stored.unpack(parent);
        RunDescription named = run.readRun();
        assertThat(filesThatSay(stored.bug(), run)).contains("run.json");
        String verdict = verdict(run);
        assertThat(verdict).contains("\"verdict\" : \"invalid\"");
        Files.delete(run.verdictFile());

        run.writeRun(WITHOUT_NAMES.of(named));
        assertThat(filesThatSay(stored.bug(), run)).isEmpty();
        assertThat(verdict(run)).isEqualTo(verdict.replace(nameLine(named), nameLine(run.readRun())));
    }

    @ParameterizedTest
    @MethodSource("storedRuns")
    void isUnknownWhenNothingIsLeftButItsNames(StoredRun stored) throws Exception {
        RunFolder run = stored.unpack(parent);
        Files.delete(run.historyFile());
        Files.delete(run.faultsFile());
        PathUtils.deleteDirectory(run.evidence());
        assertThat(RecordedRun.judge(run).verdict().verdict().word()).isEqualTo("unknown");
    }

    @Test
    void aSettingThatAPromiseDependsOnChangesTheVerdict() throws Exception {
        RunFolder run = new StoredRun("acknowledge-at-append").unpack(parent);
        assertThat(verdict(run)).doesNotContain("permitted:");
        RunDescription acksAll = run.readRun();
        Files.writeString(
                run.runFile(), Files.readString(run.runFile()).replace("\"acks\" : \"all\"", "\"acks\" : \"1\""));
        assertThat(run.readRun()).isNotEqualTo(acksAll);
        assertThat(verdict(run)).contains("\"permitted:acks\"");
    }

    private static String verdict(RunFolder run) throws IOException {
        RecordedRun.judge(run);
        return Files.readString(run.verdictFile());
    }

    private static String nameLine(RunDescription run) {
        return "\"run\" : \"" + run.name() + "\"";
    }

    /** The files that hold a text anywhere, by their names. */
    private static List<String> filesThatSay(String text, RunFolder run) throws IOException {
        try (Stream<Path> files = Files.walk(run.root())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> says(text, file))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean says(String text, Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
