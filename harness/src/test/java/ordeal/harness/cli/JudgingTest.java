package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.verdict.Verdict;
import ordeal.harness.report.Runs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an earlier judgement when a run is judged again. */
class JudgingTest {
    private static final String EARLIER = "of an earlier judgement";

    @TempDir
    private Path root;

    private RunFolder folder;

    @BeforeEach
    void judgedBefore() throws IOException {
        folder = new RunFolder(root);
        folder.writeRun(Runs.description());
        for (Path file : judgement()) {
            Files.writeString(file, EARLIER);
        }
    }

    @Test
    void putsTheNewJudgementInItsPlace() throws IOException {
        assertThat(Judging.judge(folder, new PrintWriter(new StringWriter()))).isInstanceOf(Verdict.Unknown.class);
        assertThat(judgement())
                .allSatisfy(file -> assertThat(file).content().isNotEmpty().isNotEqualTo(EARLIER));
    }

    @Test
    void leavesNothingOfItWhenItEndsBeforeTheNewOneIsWritten() throws IOException {
        Files.createDirectory(root.resolve("verdict.json.new")); // Where the verdict is written first.
        assertThatThrownBy(() -> Judging.judge(folder, new PrintWriter(new StringWriter())))
                .isInstanceOf(IOException.class);
        assertThat(judgement()).allSatisfy(file -> assertThat(file).doesNotExist());
    }

    @Test
    void leavesNoEarlierReportBesideANewVerdict() {
        PrintWriter broken = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println() {
                throw new IllegalStateException("nobody listens");
            }
        };
        assertThatThrownBy(() -> Judging.judge(folder, broken)).hasMessage("nobody listens");
        assertThat(folder.verdictFile()).content().isNotEqualTo(EARLIER);
        assertThat(root.resolve("report.html")).doesNotExist();
        assertThat(root.resolve("junit.xml")).doesNotExist();
    }

    @Test
    void keepsItWhenThereIsNoRunToJudge() throws IOException {
        Files.writeString(folder.runFile(), "{ \"format");
        assertThatThrownBy(() -> Judging.judge(folder, new PrintWriter(new StringWriter())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("run.json");
        assertThat(judgement()).allSatisfy(file -> assertThat(file).hasContent(EARLIER));
    }

    private List<Path> judgement() {
        return List.of(folder.verdictFile(), root.resolve("report.html"), root.resolve("junit.xml"));
    }
}
