package ordeal.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Metric SPEED = new Metric("speed", "records/s", Metric.Better.HIGHER);
    private static final Metric COST = new Metric("cost", "s", Metric.Better.LOWER);

    private final List<Measurement> measurements = new ArrayList<>();

    @Test
    void comparesWithinARoundSoThatAMachineInABadMoodCountsForBoth() {
        measure(SPEED, new double[] {100, 10, 100}, new double[] {150, 15, 120});
        Comparison.Line line = only();
        assertThat(line.baseline()).isEqualTo(100);
        assertThat(line.value()).isEqualTo(120);
        assertThat(line.ratio()).isEqualTo(1.5);
        assertThat(line.lowestRatio()).isEqualTo(1.2);
        assertThat(line.highestRatio()).isEqualTo(1.5);
    }

    @Test
    void higherIsBetterForSpeedAndEqualIsEnough() {
        measure(SPEED, new double[] {100}, new double[] {100});
        assertThat(only().atLeastAsGood()).isTrue();
        measurements.clear();
        measure(SPEED, new double[] {100}, new double[] {99});
        assertThat(only().atLeastAsGood()).isFalse();
    }

    @Test
    void lowerIsBetterForCostAndEqualIsEnough() {
        measure(COST, new double[] {100}, new double[] {100});
        assertThat(only().atLeastAsGood()).isTrue();
        measurements.clear();
        measure(COST, new double[] {100}, new double[] {101});
        assertThat(only().atLeastAsGood()).isFalse();
    }

    @Test
    void leavesOutWhatOnlyOneSystemHasAndRoundsThatOneMissed() {
        measure(SPEED, new double[] {100, 200}, new double[] {150});
        measurements.add(new Measurement(1, "b", COST, 1));
        assertThat(only().ratio()).isEqualTo(1.5);
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddle() {
        assertThat(Comparison.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(Comparison.median(new double[] {3, 1, 2})).isEqualTo(2);
    }

    @Test
    void theTableSaysWhereTheSystemIsWorse() {
        measure(SPEED, new double[] {100_000}, new double[] {99_000});
        measure(COST, new double[] {2}, new double[] {1});
        assertThat(ComparisonTable.markdown("a", "b", Comparison.of("a", "b", measurements)))
                .isEqualTo("""
                        | | unit | a | b | ratio (lowest to highest) | |
                        |---|---|---:|---:|---:|---|
                        | speed | records/s | 100,000 | 99,000 | 0.99 (0.99 to 0.99) | worse |
                        | cost | s | 2.00 | 1.00 | 0.50 (0.50 to 0.50) |  |
                        """);
    }

    private Comparison.Line only() {
        List<Comparison.Line> lines = Comparison.of("a", "b", measurements);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private void measure(Metric metric, double[] ofA, double[] ofB) {
        for (int i = 0; i < ofA.length; i++) {
            measurements.add(new Measurement(i + 1, "a", metric, ofA[i]));
        }
        for (int i = 0; i < ofB.length; i++) {
            measurements.add(new Measurement(i + 1, "b", metric, ofB[i]));
        }
    }
}
