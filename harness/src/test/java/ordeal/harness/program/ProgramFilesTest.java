package ordeal.harness.program;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFilesTest {
    @TempDir
    private Path folder;

    private Path classFile;
    private Path jar;
    private ProgramFiles program;

    @BeforeEach
    void build() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/some/where"));
        classFile = Files.writeString(classes.resolve("A.class"), "a class");
        jar = Files.writeString(folder.resolve("library.jar"), "a jar");
        Files.writeString(folder.resolve("beside.txt"), "not of the program");
        program = ProgramFiles.of(String.join(
                File.pathSeparator,
                folder.resolve("classes").toString(),
                jar.toString(),
                folder.resolve("nowhere").toString(),
                ""));
    }

    @Test
    void isUnchangedWhateverHappensBesideIt() throws IOException {
        Files.writeString(folder.resolve("beside.txt"), "something else");
        assertThatCode(program::requireUnchanged).doesNotThrowAnyException();
    }

    @Test
    void noticesAClassThatWasCompiledAnew() throws IOException {
        Files.writeString(classFile, "another class");
        assertChanged(classFile);
    }

    @Test
    void noticesAJarOfTheSameSize() throws IOException {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
        assertChanged(jar);
    }

    @Test
    void noticesWhatHasCome() throws IOException {
        assertChanged(Files.writeString(classFile.resolveSibling("B.class"), "a new class"));
    }

    @Test
    void noticesWhatHasGone() throws IOException {
        Files.delete(classFile);
        assertChanged(classFile);
    }

    private void assertChanged(Path file) {
        assertThatThrownBy(program::requireUnchanged)
                .isInstanceOf(ProgramChangedException.class)
                .hasMessageContaining("built anew meanwhile (" + file + " changed)")
                .hasMessageContaining("Start the command again");
    }
}
