package ordeal.harness.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    private static final long MS = 1_000_000L;

    @Test
    void writesTimesInTheUnitThatFits() {
        assertThat(Words.time(0)).isEqualTo("0 ms");
        assertThat(Words.time(430_000)).isEqualTo("0.4 ms");
        assertThat(Words.time(42 * MS + 600_000)).isEqualTo("43 ms");
        assertThat(Words.time(999 * MS + 700_000)).isEqualTo("1.00 s");
        assertThat(Words.time(4_342 * MS)).isEqualTo("4.34 s");
        assertThat(Words.time(68_700 * MS)).isEqualTo("68.7 s");
        assertThat(Words.time(125_000 * MS)).isEqualTo("2 min 5 s");
        assertThat(Words.time(3_599_000 * MS)).isEqualTo("59 min 59 s");
        assertThat(Words.time(14_592_000 * MS)).isEqualTo("4 h 3 min");
    }

    @Test
    void writesCountsWithSeparatorsAndPlurals() {
        assertThat(Words.count(31_509)).isEqualTo("31,509");
        assertThat(Words.count(1, "fault")).isEqualTo("1 fault");
        assertThat(Words.count(0, "fault")).isEqualTo("0 faults");
        assertThat(Words.count(2, "loss", "losses")).isEqualTo("2 losses");
    }

    @Test
    void writesSizesAndMoments() {
        assertThat(Words.size(976)).isEqualTo("976 bytes");
        assertThat(Words.size(1_048_576)).isEqualTo("1.0 MiB");
        assertThat(Words.at(26_986_861_600L)).isEqualTo("26.987 s");
        assertThat(Words.wallClock(1_700_000_000_000L)).isEqualTo("2023-11-14 22:13:20 UTC");
    }
}
