package ordeal.harness.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ordeal.checker.evidence.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays of a run that only counts. */
class RunTrimTest {
    @TempDir
    private Path folder;

    private RunFolder run;

    @BeforeEach
    void runWithEvidence() throws IOException {
        run = new RunFolder(folder);
        Files.createDirectories(run.evidence().resolve("broker-1"));
        Files.createFile(run.historyFile());
        Files.createFile(run.verdictFile());
    }

    @Test
    void keepsTheVerdictAndSaysHowToRepeatTheRun() throws IOException {
        RunTrim.trim(run, "./ordeal run --seed 7");
        assertThat(run.evidence()).doesNotExist();
        assertThat(run.historyFile()).doesNotExist();
        assertThat(run.verdictFile()).exists();
        assertThat(folder.resolve("evidence-not-kept.txt")).content().contains("./ordeal run --seed 7");
        assertThat(RunTrim.isTrimmed(run)).isTrue();
    }

    @Test
    void leavesAFolderThatCannotBeMadeSmallerAsItIs() throws IOException {
        Files.delete(run.historyFile());
        Files.createFile(Files.createDirectory(run.historyFile()).resolve("cannot-be-deleted-so"));

        RunTrim.trimIfPossible(run, "./ordeal run --seed 7");

        assertThat(run.verdictFile()).exists();
        assertThat(RunTrim.isTrimmed(run)).isFalse();
    }
}
