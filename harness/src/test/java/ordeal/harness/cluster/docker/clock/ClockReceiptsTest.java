package ordeal.harness.cluster.docker.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for a clock, and what counts as proof that it is wrong. */
class ClockReceiptsTest {
    @Test
    void theLineIsAnOffsetInSeconds() {
        assertThat(ClockFile.exact()).isEqualTo("+0.000");
        assertThat(ClockFile.off(3_600_000)).isEqualTo("+3600.000");
        assertThat(ClockFile.off(-1_500)).isEqualTo("-1.500");
    }

    @Test
    void everyNodeReadsAFileOfItsOwn() {
        assertThat(ClockFile.environment(Node.broker(2)))
                .containsEntry("FAKETIME_TIMESTAMP_FILE", "/node/clock/broker-2")
                .containsEntry("DONT_FAKE_MONOTONIC", "1")
                .containsEntry("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    @ParameterizedTest
    @CsvSource({"5000, true", "5019, true", "4981, true", "5050, false", "0, false", "-5000, false"})
    void anOffsetIsProvenByReadingsAroundIt(long offsetMs, boolean proven) {
        ClockReading reading = ClockReading.parse("""
                true 1000000
                node 1005005
                true 1000010
                machine 1
                """);
        assertThat(reading.isOffBy(offsetMs, 15)).isEqualTo(proven);
        assertThat(reading.offsetMs()).isEqualTo(5_000);
        assertThat(reading.machinesInWords()).isEqualTo("process 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true 1\nnode 2", "true 1\nnode x\ntrue 3", "node 1\nnode 2\ntrue 3\ntrue 4"})
    void whatIsNoReadingIsRefused(String text) {
        assertThatThrownBy(() -> ClockReading.parse(text)).isInstanceOf(InjectionException.class);
    }

    private static ClockReading at(long trueMs, long offsetMs) {
        return new ClockReading(trueMs, trueMs + 2 + offsetMs, trueMs + 4, List.of(1));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 10, true",
        "75, 10, true",
        "125, 10, true",
        "70, 10, false",
        "130, 10, false",
        "100, -10, false",
        "100, 20, false",
        "-200, -20, true",
        "-200, 20, false",
        "0, 1, false",
    })
    void aGainIsProvenByTwoReadingsGiveOrTakeAStep(long gainedMs, int percent, boolean proven) {
        ClockRate rate = new ClockRate(at(50_000, 300), at(51_000, 300 + gainedMs));
        assertThat(rate.proves(percent, 250)).isEqualTo(proven);
    }

    @Test
    void aRateIsToldWithHowLongItWasWatched() {
        assertThat(new ClockRate(at(50_000, 0), at(51_000, 80)).words())
                .isEqualTo("a clock beside it gained 80 ms in 996 to 1004 ms");
    }
}
