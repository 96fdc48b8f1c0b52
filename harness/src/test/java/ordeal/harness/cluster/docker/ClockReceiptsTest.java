package ordeal.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for a clock, and what counts as proof that it is wrong. */
class ClockReceiptsTest {
    @Test
    void theLineNamesOffsetAndRateAlways() {
        assertThat(ClockFile.exact()).isEqualTo("+0.000 x1.00");
        assertThat(ClockFile.off(3_600_000)).isEqualTo("+3600.000 x1.00");
        assertThat(ClockFile.off(-1_500)).isEqualTo("-1.500 x1.00");
    }

    @Test
    void aDriftingClockIsRightWhenTheDriftBegins() {
        assertThat(ClockFile.drifting(10, 60_000)).isEqualTo("-6.000 x1.10");
        assertThat(ClockFile.drifting(-20, 60_000)).isEqualTo("+12.000 x0.80");
    }

    @Test
    void everyNodeReadsAFileOfItsOwn() {
        assertThat(ClockFile.environment(Node.broker(2)))
                .containsEntry("FAKETIME_TIMESTAMP_FILE", "/node/clock/broker-2")
                .containsEntry("DONT_FAKE_MONOTONIC", "1");
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

    @Test
    void aProcessIsAsOldAsTheKernelSays() {
        assertThat(ClockAge.parse("uptime=30531.96 start=3052266 ticks=100\n")).hasValue(9_300);
        assertThat(ClockAge.parse("")).isEmpty();
    }

    @Test
    void aGainIsProvenWhenNoGainIsImpossible() {
        ClockRate fast = ClockRate.parse("1000000 1000100 1002000\n2010000 2111100 2012000\n");
        assertThat(fast.words()).isEqualTo("a clock beside it went on by 1111.0 ms in 1008.0 to 1012.0 ms");
        assertThat(fast.proves(10)).isTrue();
        assertThat(fast.proves(-10)).isFalse();
        assertThat(fast.proves(20)).isFalse();
    }

    @Test
    void readingsThatTookTooLongProveNothing() {
        ClockRate vague = ClockRate.parse("1000000 1000100 1200000\n2000000 2101000 2200000\n");
        assertThat(vague.proves(10)).isFalse();
    }

    @Test
    void aLossIsProvenAlike() {
        ClockRate slow = ClockRate.parse("1000000 1000100 1002000\n2010000 1809100 2012000\n");
        assertThat(slow.proves(-20)).isTrue();
        assertThat(slow.proves(20)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2 3", "1 2 3\n4 5", "1 2 3\n4 5 x"})
    void whatAreNotTwoReadingsIsRefused(String text) {
        assertThatThrownBy(() -> ClockRate.parse(text)).isInstanceOf(InjectionException.class);
    }
}
