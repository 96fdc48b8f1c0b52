package ordeal.harness.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    private static final List<String> ODD =
            List.of("plain", "--rate=400", "two words", "it's", "", "a\\b", "$HOME", "'", "--plan=/a/b c.json");

    @Test
    void quotesOnlyWhatAShellWouldTakeForSomethingElse() {
        assertThat(ShellWords.join("./ordeal run", List.of("--seed", "7", "--name=a b")))
                .isEqualTo("./ordeal run --seed 7 '--name=a b'");
    }

    @Test
    void splitsWhatItJoined() {
        assertThat(ShellWords.split(ShellWords.join("x", ODD)).subList(1, ODD.size() + 1))
                .isEqualTo(ODD);
    }

    @Test
    void agreesWithAShell() throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", ShellWords.join("printf '%s\\n'", ODD)).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(printed.lines()).containsExactlyElementsOf(ODD);
    }

    @Test
    void refusesAQuoteThatIsNotClosed() {
        assertThatThrownBy(() -> ShellWords.split("./ordeal run 'a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not closed");
    }
}
