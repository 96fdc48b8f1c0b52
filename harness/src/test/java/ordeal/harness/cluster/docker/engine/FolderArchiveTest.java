package ordeal.harness.cluster.docker.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as the engine makes and takes them, and as a container that means harm would have them. */
class FolderArchiveTest {
    @TempDir
    private Path temporary;

    @Test
    void unpacksWhatWasPacked() throws IOException {
        String longName = "data/" + "long-".repeat(30) + "/" + "name-".repeat(30);
        byte[] archive = FilesArchive.of(Map.of("data/a", bytes("one"), longName, bytes("two")), 7);
        Path target = temporary.resolve("made/on/the/way");
        FolderArchive.unpack(new ByteArrayInputStream(archive), target);
        assertThat(target.resolve("a")).hasContent("one");
        assertThat(target.resolve(longName.substring("data/".length()))).hasContent("two");
        try (Stream<Path> entries = Files.list(target)) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void packsFilesWithOneOwnerAndPlainModesBehindTheirFolders() throws IOException {
        byte[] archive = FilesArchive.of(Map.of("b", bytes("two"), "a/c", bytes("")), 1000);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            assertEntry(tar.getNextEntry(), "a/", 0755);
            assertEntry(tar.getNextEntry(), "a/c", 0644);
            assertEntry(tar.getNextEntry(), "b", 0644);
            assertThat(tar.readAllBytes()).isEqualTo(bytes("two"));
            assertThat(tar.getNextEntry()).isNull();
        }
    }

    @Test
    void unpacksAnEmptyFolder() throws IOException {
        unpack(entry("data/", TarConstants.LF_DIR));
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void takesDotsForPartsOfANameWhereTheyAreNoMore() throws IOException {
        unpack(file("data/..a"), file("data/b..c/...d"));
        assertThat(temporary.resolve("..a")).exists();
        assertThat(temporary.resolve("b..c").resolve("...d")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/../evil", "data/a/../../evil", "data//evil", "data/.."})
    void refusesANameThatLeadsOut(String name) {
        assertThatThrownBy(() -> unpackBelow("inner", file(name)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(name);
        assertThat(temporary.resolve("evil")).doesNotExist();
    }

    @Test
    void refusesAFileInTheFoldersPlace() {
        assertThatThrownBy(() -> unpack(file("data")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither a folder nor a file in one");
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO
            })
    void refusesWhatIsNeitherFileNorFolder(byte type) {
        TarArchiveEntry special = entry("data/special", type);
        special.setLinkName("/etc/passwd");
        assertThatThrownBy(() -> unpack(special))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("data/special");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void refusesToReplaceAFile() {
        assertThatThrownBy(() -> unpack(file("data/a"), file("data/a"))).isInstanceOf(IOException.class);
    }

    @Test
    void noticesAnArchiveThatWasCutShort() {
        byte[] archive = FilesArchive.of(Map.of("data/a", new byte[100_000]), 0);
        assertThatThrownBy(
                        () -> FolderArchive.unpack(new ByteArrayInputStream(Arrays.copyOf(archive, 50_000)), temporary))
                .isInstanceOf(IOException.class);
    }

    private static void assertEntry(TarArchiveEntry entry, String name, int mode) {
        assertThat(entry.getName()).isEqualTo(name);
        assertThat(entry.getMode() & 0777).isEqualTo(mode);
        assertThat(entry.getLongUserId()).isEqualTo(1000);
        assertThat(entry.getLongGroupId()).isEqualTo(1000);
    }

    private void unpack(TarArchiveEntry... entries) throws IOException {
        unpackBelow(".", entries);
    }

    private void unpackBelow(String folder, TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive)) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        FolderArchive.unpack(new ByteArrayInputStream(archive.toByteArray()), temporary.resolve(folder));
    }

    private static TarArchiveEntry file(String name) {
        return entry(name, TarConstants.LF_NORMAL);
    }

    private static TarArchiveEntry entry(String name, byte type) {
        return new TarArchiveEntry(name, type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
