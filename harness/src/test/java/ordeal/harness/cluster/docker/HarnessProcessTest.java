package ordeal.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarnessProcessTest {
    private final HarnessProcess self = HarnessProcess.self();

    @Test
    void isReadBackFromItsLabel() {
        assertThat(HarnessProcess.parse(self.label())).contains(self);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "machine", "machine/12", "machine/x/12", "/1/2", "machine/1/2/x"})
    void anotherLabelIsNone(String label) {
        assertThat(HarnessProcess.parse(label)).isEmpty();
    }

    @Test
    void oneThatRunsIsNotGone() {
        assertThat(self.isGone()).isFalse();
    }

    @Test
    void oneWhoseProcessEndedIsGone() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        long startedAtMs = self.startedAtMs();
        ended.waitFor();
        assertThat(new HarnessProcess(self.machine(), ended.pid(), startedAtMs).isGone())
                .isTrue();
    }

    /** Ids of processes are used again. */
    @Test
    void anotherProcessOfTheSameIdIsNotIt() {
        assertThat(new HarnessProcess(self.machine(), self.pid(), self.startedAtMs() - 1).isGone())
                .isTrue();
    }

    @Test
    void nobodyCanTellAboutAnotherMachine() {
        assertThat(new HarnessProcess("elsewhere", 1, 2).isGone()).isFalse();
    }
}
