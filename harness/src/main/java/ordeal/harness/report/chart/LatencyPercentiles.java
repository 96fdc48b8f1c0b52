package ordeal.harness.report.chart;

import java.awt.Color;
import java.util.List;
import java.util.function.ToLongFunction;
import ordeal.harness.report.series.LatencySummary;
import ordeal.harness.report.series.LoadSecond;
import ordeal.harness.report.series.SendEnd;
import org.knowm.xchart.XYChart;

/** Percentiles of the latency of acknowledged sends, second by second. */
final class LatencyPercentiles {
    private static final int HEIGHT_PX = 300;
    private static final double NANOS_PER_MS = 1e6;

    private LatencyPercentiles() {}

    static XYChart of(ChartData data) {
        XYChart chart = TimeChart.frame(data.shown(), HEIGHT_PX, "latency");
        LatencyScatter.logarithmic(
                chart,
                data.load().points().stream()
                        .filter(point -> point.end() == SendEnd.OK)
                        .toList());
        TimeChart.shade(chart, data.shown(), data.faults());
        List<LoadSecond> seconds = data.load().seconds().stream()
                .filter(second -> data.shown().holds((long) ((second.second() + 0.5) * TimeChart.NANOS_PER_SECOND)))
                .toList();
        line(chart, "max", seconds, LatencySummary::maxNanos, new Color(0xc3ccd6), 1.2f);
        line(chart, "p99", seconds, LatencySummary::p99Nanos, new Color(0xc8364a), 1.6f);
        line(chart, "p95", seconds, LatencySummary::p95Nanos, new Color(0xe59a1c), 1.6f);
        line(chart, "p50", seconds, LatencySummary::p50Nanos, new Color(0x3d82c4), 1.8f);
        TimeChart.mark(chart, data.shown(), data.faults());
        return chart;
    }

    private static void line(
            XYChart chart,
            String name,
            List<LoadSecond> seconds,
            ToLongFunction<LatencySummary> value,
            Color colour,
            float widthPx) {
        if (seconds.stream().noneMatch(second -> second.latency().count() > 0)) {
            return;
        }
        double[] x =
                seconds.stream().mapToDouble(second -> second.second() + 0.5).toArray();
        double[] y = seconds.stream()
                .mapToDouble(second -> second.latency().count() == 0
                        ? Double.NaN
                        : Math.max(0.1, value.applyAsLong(second.latency()) / NANOS_PER_MS))
                .toArray();
        TimeChart.line(chart, name, x, y, colour, widthPx);
    }
}
