package ordeal.harness.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLogsTest {
    @TempDir
    private Path folder;

    @Test
    void showsWhatTheNodePrintedAndThenItsLogFilesByName() throws Exception {
        write("logs/server.log", "second\n");
        write("logs/controller.log", "first\n");
        write("console.log", "printed\n");
        write("server.properties", "broker.id=1\n");
        assertThat(shown())
                .containsExactly("console.log: printed\n", "controller.log: first\n", "server.log: second\n");
    }

    @Test
    void showsNothingOfANodeThatHasWrittenNothing() throws Exception {
        assertThat(shown()).isEmpty();
        assertThat(new FolderLogs(folder).mainFrom(0)).isEmpty();
    }

    @Test
    void goesOnFromAPosition() throws Exception {
        write("logs/server.log", "one\ntwo\n");
        FolderLogs logs = new FolderLogs(folder);
        assertThat(new String(logs.mainFrom(4), UTF_8)).isEqualTo("two\n");
        assertThat(logs.mainFrom(8)).isEmpty();
    }

    @Test
    void saysWhenTheFolderIsGone() {
        FolderLogs gone = new FolderLogs(folder.resolve("broker-9"));
        assertThatThrownBy(() -> gone.visit((_, _) -> {}))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("broker-9");
        assertThatThrownBy(() -> gone.mainFrom(0)).isInstanceOf(ClusterException.class);
    }

    private List<String> shown() throws Exception {
        List<String> shown = new ArrayList<>();
        new FolderLogs(folder)
                .visit((name, content) -> shown.add(name + ": " + new String(content.readAllBytes(), UTF_8)));
        return shown;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
