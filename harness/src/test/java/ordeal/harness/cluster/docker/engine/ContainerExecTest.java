package ordeal.harness.cluster.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerExecTest {
    private static final List<String> COMMAND = List.of("nft", "-f", "-");

    @Test
    void runsACommandWithoutInputAsItIs() {
        assertThat(ContainerExec.withInput("", COMMAND)).isEqualTo(COMMAND);
    }

    @Test
    void hasAShellPipeInputIntoACommand() {
        assertThat(ContainerExec.withInput("flush", COMMAND))
                .startsWith("sh", "-c")
                .endsWith("flush", "nft", "-f", "-");
    }

    @Test
    void refusesInputThatIsNoArgument() {
        String longest = "é".repeat(ContainerExec.MAX_STDIN_BYTES / 2);
        assertThat(ContainerExec.withInput(longest, COMMAND)).contains(longest);
        assertThatThrownBy(() -> ContainerExec.withInput(longest + "x", COMMAND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nft -f -");
        assertThatThrownBy(() -> ContainerExec.withInput("a\0b", COMMAND)).isInstanceOf(IllegalArgumentException.class);
    }
}
