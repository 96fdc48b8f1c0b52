package ordeal.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3"})
    void takesMoreThanHalfForAMajority(int tries, int needed) {
        assertThat(Threshold.majority(tries)).isEqualTo(new Threshold(tries, needed));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4", "5, 4", "10, 8"})
    void wantsFourOfFiveReplaysToFail(int replays, int needed) {
        assertThat(Threshold.fourOfFive(replays)).isEqualTo(new Threshold(replays, needed));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, false, false",
        "1, 1, false, false",
        "2, 2, true, false",
        "0, 1, false, false",
        "0, 2, false, true",
        "1, 2, false, false",
        "2, 3, true, false",
        "1, 3, false, true",
    })
    void decidesTwoOfThreeAsSoonAsItCan(int failed, int tries, boolean met, boolean missed) {
        Threshold twoOfThree = new Threshold(3, 2);
        assertThat(twoOfThree.isMet(new Tally(failed, tries))).isEqualTo(met);
        assertThat(twoOfThree.isMissed(new Tally(failed, tries))).isEqualTo(missed);
    }

    @Test
    void refusesNumbersThatCannotBe() {
        assertThatThrownBy(() -> new Threshold(3, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Threshold(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tally(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
