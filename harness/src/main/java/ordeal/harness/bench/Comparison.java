package ordeal.harness.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.DoubleStream;

/**
 * What the measurements say of a system beside the baseline: medians, and the median of the ratios within a round, because two
 * measurements of one round were made on the machine in the same mood.
 */
final class Comparison {
    private Comparison() {}

    /**
     * One metric of one system beside the baseline.
     *
     * @param baseline the baseline's median
     * @param value the system's median
     * @param ratio median over the rounds of the system's value divided by the baseline's
     * @param lowestRatio the lowest of them
     * @param highestRatio the highest of them
     */
    record Line(Metric metric, double baseline, double value, double ratio, double lowestRatio, double highestRatio) {
        /** Whether the system does at least as well as the baseline. */
        boolean atLeastAsGood() {
            return switch (metric.better()) {
                case HIGHER -> ratio >= 1;
                case LOWER -> ratio <= 1;
            };
        }
    }

    /** A line for every metric that was measured for both systems in at least one round. */
    static List<Line> of(String baseline, String system, List<Measurement> measurements) {
        SequencedSet<Metric> metrics = new LinkedHashSet<>();
        measurements.forEach(measurement -> metrics.add(measurement.metric()));
        List<Line> lines = new ArrayList<>();
        for (Metric metric : metrics) {
            List<Measurement> ofMetric = measurements.stream()
                    .filter(measurement -> measurement.metric().equals(metric))
                    .toList();
            double[] ratios = ofMetric.stream()
                    .filter(measurement -> measurement.system().equals(system))
                    .flatMapToDouble(mine -> ofMetric.stream()
                            .filter(other -> other.system().equals(baseline) && other.round() == mine.round())
                            .mapToDouble(other -> mine.value() / other.value()))
                    .sorted()
                    .toArray();
            if (ratios.length > 0) {
                lines.add(new Line(
                        metric,
                        median(valuesOf(baseline, ofMetric)),
                        median(valuesOf(system, ofMetric)),
                        median(ratios),
                        ratios[0],
                        ratios[ratios.length - 1]));
            }
        }
        return lines;
    }

    private static double[] valuesOf(String system, List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.system().equals(system))
                .mapToDouble(Measurement::value)
                .toArray();
    }

    /** The middle one of the values, or the mean of the two in the middle. */
    static double median(double[] values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
