package ordeal.harness.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResourceUseTest {
    @Test
    void readsTheResidentMemoryFromWhatTheKernelSays() throws IOException {
        assertThat(ResourceUse.residentBytes("Name:\tjava\nVmHWM:\t  300 kB\nVmRSS:\t  200 kB\n"))
                .isEqualTo(200 * 1024);
    }

    @Test
    void doesNotTakeALineThatIsNotThereForNothingUsed() {
        assertThatThrownBy(() -> ResourceUse.residentBytes("Name:\tjava\n")).hasMessageContaining("VmRSS");
    }

    @Test
    void countsTheProcessorTimeThatAProcessBurns() throws IOException {
        long self = ProcessHandle.current().pid();
        Duration before = ResourceUse.of(self).cpu();
        Duration now = before;
        while (now.minus(before).toMillis() < 50) { // Looking burns some: it ends unless nothing is counted.
            now = ResourceUse.of(self).cpu();
        }
        assertThat(now).isGreaterThan(before);
        assertThat(ResourceUse.of(self).residentBytes()).isPositive();
    }

    @Test
    void failsForAProcessThatIsNotThere() {
        assertThatThrownBy(() -> ResourceUse.of(Integer.MAX_VALUE)).isInstanceOf(IOException.class);
    }
}
