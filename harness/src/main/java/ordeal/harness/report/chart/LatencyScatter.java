package ordeal.harness.report.chart;

import java.util.List;
import ordeal.harness.report.series.SendEnd;
import ordeal.harness.report.series.SendPoint;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Latency of single sends by outcome. */
final class LatencyScatter {
    private static final int HEIGHT_PX = 340;
    private static final double FLOOR_MS = 0.1;
    private static final double NANOS_PER_MS = 1e6;

    private LatencyScatter() {}

    static XYChart of(ChartData data) {
        XYChart chart = TimeChart.frame(data.shown(), HEIGHT_PX, "latency");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setMarkerSize(3);
        logarithmic(chart, data.load().points());
        TimeChart.shade(chart, data.shown(), data.faults());
        for (SendEnd end : SendEnd.values()) {
            List<SendPoint> points = data.load().points().stream()
                    .filter(point -> point.end() == end && data.shown().holds(point.intendedNanos()))
                    .toList();
            if (points.isEmpty()) {
                continue;
            }
            XYSeries series = chart.addSeries(
                    Palette.words(end),
                    points.stream()
                            .mapToDouble(point -> TimeChart.seconds(point.intendedNanos()))
                            .toArray(),
                    points.stream()
                            .mapToDouble(point -> Math.max(FLOOR_MS, point.latencyNanos() / NANOS_PER_MS))
                            .toArray());
            series.setMarker(SeriesMarkers.SQUARE);
            series.setMarkerColor(Palette.of(end));
        }
        TimeChart.mark(chart, data.shown(), data.faults());
        return chart;
    }

    /** A logarithmic axis in whole decades around the points. */
    static void logarithmic(XYChart chart, List<SendPoint> points) {
        double greatestMs = points.stream()
                .mapToDouble(point -> point.latencyNanos() / NANOS_PER_MS)
                .max()
                .orElse(1);
        double leastMs = points.stream()
                .mapToDouble(point -> point.latencyNanos() / NANOS_PER_MS)
                .min()
                .orElse(1);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmicDecadeOnly(true);
        chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(Math.max(FLOOR_MS, leastMs)))));
        chart.getStyler().setYAxisMax(Math.pow(10, Math.ceil(Math.log10(Math.max(1, greatestMs) * 1.01))));
        chart.getStyler().setYAxisTickLabelsFormattingFunction(TimeChart::latencyLabel);
    }
}
