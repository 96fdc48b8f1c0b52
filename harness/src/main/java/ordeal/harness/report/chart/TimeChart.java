package ordeal.harness.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ordeal.harness.report.series.TimeRange;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The frame that all charts share: one time axis in seconds, one look, the faults shaded. */
final class TimeChart {
    static final int WIDTH_PX = 1080;
    static final double NANOS_PER_SECOND = 1e9;

    private static final int LEFT_PX = 78;
    private static final double LABEL_SPACE = 0.022;
    private static final Color CLEAR = new Color(255, 255, 255, 0);
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 10);

    private TimeChart() {}

    /** An empty chart over the stretch that is shown. */
    static XYChart frame(TimeRange shown, int heightPx, String yTitle) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH_PX)
                .height(heightPx)
                .xAxisTitle("seconds since the start of the run")
                .yAxisTitle(yTitle)
                .build();
        XYStyler style = chart.getStyler();
        style.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
        style.setLocale(Locale.ROOT);
        style.setXAxisMin(seconds(shown.fromNanos()));
        style.setXAxisMax(seconds(shown.toNanos()));
        style.setXAxisDecimalPattern("0");
        style.setXAxisTickMarkSpacingHint(60);
        style.setYAxisLeftWidthHint(LEFT_PX);
        style.setPlotMargin(0);
        style.setPlotContentSize(1);
        style.setChartPadding(6);
        fonts(style);
        colours(style);
        style.setLegendPosition(Styler.LegendPosition.OutsideS);
        style.setLegendLayout(Styler.LegendLayout.Horizontal);
        style.setLegendPadding(8);
        style.setLegendSeriesLineLength(14);
        return chart;
    }

    private static void fonts(XYStyler style) {
        style.setBaseFont(FONT);
        style.setAxisTickLabelsFont(FONT);
        style.setAxisTitleFont(FONT);
        style.setLegendFont(FONT);
        style.setChartTitleVisible(false);
    }

    private static void colours(XYStyler style) {
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setLegendBackgroundColor(CLEAR);
        style.setLegendBorderColor(CLEAR);
        style.setPlotBorderVisible(false);
        style.setChartFontColor(Palette.TEXT);
        style.setAxisTickLabelsColor(Palette.TEXT);
        style.setXAxisTitleColor(Palette.TEXT);
        style.setYAxisTitleColor(Palette.TEXT);
        style.setAxisTickMarksColor(Palette.AXIS);
        style.setPlotGridLinesColor(Palette.GRID);
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotTicksMarksVisible(false);
    }

    /** Shades the stretches in which faults held. To be called before anything else is drawn, which then lies above. */
    static void shade(XYChart chart, TimeRange shown, List<FaultSpan> faults) {
        double top = chart.getStyler().getYAxisMax();
        for (FaultSpan fault : faults) {
            if (shown.overlaps(fault.fromNanos(), fault.toNanos())) {
                double from = seconds(shown.clamp(fault.fromNanos()));
                double to = seconds(shown.clamp(fault.toNanos()));
                XYSeries band = line(
                        chart,
                        "fault " + fault.label(),
                        new double[] {from, to},
                        new double[] {top, top},
                        Palette.FAULT,
                        0);
                band.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
                band.setFillColor(Palette.FAULT);
                band.setShowInLegend(false);
            }
        }
    }

    /** Marks the moments at which faults took hold. Labels that would touch are set in rows. */
    static void mark(XYChart chart, TimeRange shown, List<FaultSpan> faults) {
        double widthSeconds = seconds(shown.toNanos() - shown.fromNanos());
        List<Double> rowEnds = new ArrayList<>();
        for (FaultSpan fault : faults) {
            if (!shown.overlaps(fault.fromNanos(), fault.toNanos())) {
                continue;
            }
            double from = seconds(shown.clamp(fault.fromNanos()));
            int row = 0;
            while (row < rowEnds.size() && rowEnds.get(row) > from) {
                row++;
            }
            double end = from + widthSeconds * LABEL_SPACE;
            if (row == rowEnds.size()) {
                rowEnds.add(end);
            } else {
                rowEnds.set(row, end);
            }
            chart.addAnnotation(new FaultEdge(from, fault.label(), row, BOLD));
        }
    }

    /** Adds a line without markers. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour, float widthPx) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(widthPx, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        return series;
    }

    static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    /** The label of a latency in milliseconds. */
    static String latencyLabel(double ms) {
        return ms >= 1_000 ? plain(ms / 1_000) + " s" : plain(ms) + " ms";
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }
}
