package ordeal.harness.report.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;
import ordeal.harness.report.series.LoadSecond;
import ordeal.harness.report.series.SendEnd;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Sends per second of their intended time, stacked by outcome: the height is what the schedule offered. */
final class RateByOutcome {
    private static final int HEIGHT_PX = 260;

    private RateByOutcome() {}

    static XYChart of(ChartData data) {
        XYChart chart = TimeChart.frame(data.shown(), HEIGHT_PX, "sends per second");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        List<LoadSecond> seconds = data.load().seconds().stream()
                .filter(second -> data.shown().overlaps((long) (second.second() * TimeChart.NANOS_PER_SECOND), (long)
                        ((second.second() + 1) * TimeChart.NANOS_PER_SECOND)))
                .toList();
        double greatest = seconds.stream().mapToLong(LoadSecond::offered).max().orElse(0);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(Math.max(1, greatest * 1.25));
        chart.getStyler().setYAxisDecimalPattern("#,##0");
        area(chart, SendEnd.OPEN, seconds, second -> second.ok() + second.info() + second.fail() + second.open());
        area(chart, SendEnd.FAIL, seconds, second -> second.ok() + second.info() + second.fail());
        area(chart, SendEnd.INFO, seconds, second -> second.ok() + second.info());
        area(chart, SendEnd.OK, seconds, LoadSecond::ok);
        TimeChart.shade(chart, data.shown(), data.faults());
        TimeChart.mark(chart, data.shown(), data.faults());
        return chart;
    }

    private static void area(
            XYChart chart, SendEnd end, List<LoadSecond> seconds, ToDoubleFunction<LoadSecond> height) {
        if (seconds.stream().allMatch(second -> number(second, end) == 0)) {
            return;
        }
        XYSeries series = TimeChart.line(
                chart,
                Palette.words(end),
                seconds.stream().mapToDouble(LoadSecond::second).toArray(),
                seconds.stream().mapToDouble(height).toArray(),
                Palette.of(end),
                1.6f);
        series.setFillColor(Palette.area(end));
    }

    private static long number(LoadSecond second, SendEnd end) {
        return switch (end) {
            case OK -> second.ok();
            case FAIL -> second.fail();
            case INFO -> second.info();
            case OPEN -> second.open();
        };
    }
}
