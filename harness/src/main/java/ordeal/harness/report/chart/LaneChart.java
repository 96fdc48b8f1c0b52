package ordeal.harness.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import ordeal.harness.report.series.Lane;
import ordeal.harness.report.series.LaneSpan;
import org.knowm.xchart.XYChart;

/** A lane for the controller and one for each partition's leader, with the replicas that are out of the ISR below it. */
final class LaneChart {
    /** How many lanes are drawn at most. */
    static final int LANE_LIMIT = 25;

    private static final int LANE_PX = 24;
    private static final int FRAME_PX = 108;
    private static final float HOLDER_PX = 9;
    private static final double HOLDER_DROP = 0.35;
    private static final float MISSING_PX = 2.5f;

    private LaneChart() {}

    static XYChart of(ChartData data) {
        List<Lane> lanes = data.lanes().stream().limit(LANE_LIMIT).toList();
        XYChart chart = TimeChart.frame(data.shown(), FRAME_PX + LANE_PX * lanes.size(), " ");
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(lanes.size() + 0.7);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(_ -> " ");
        TimeChart.shade(chart, data.shown(), data.faults());
        for (int i = 0; i < lanes.size(); i++) {
            chart.addAnnotation(new LaneLabel(
                    TimeChart.seconds(data.shown().fromNanos()),
                    lanes.size() - i - HOLDER_DROP,
                    lanes.get(i).name(),
                    TimeChart.FONT));
        }
        List<Integer> brokers = lanes.stream()
                .flatMap(lane -> Stream.concat(lane.holders().stream(), lane.missing().stream()))
                .map(LaneSpan::broker)
                .distinct()
                .sorted()
                .toList();
        for (int position = 0; position < brokers.size(); position++) {
            int broker = brokers.get(position);
            draw(chart, "broker " + broker, lanes, Lane::holders, broker, HOLDER_DROP, HOLDER_PX, position, true);
            double drop = 0.66 + 0.1 * (position % 3);
            draw(chart, "broker " + broker + " out", lanes, Lane::missing, broker, drop, MISSING_PX, position, false);
        }
        TimeChart.mark(chart, data.shown(), data.faults());
        return chart;
    }

    private static void draw(
            XYChart chart,
            String name,
            List<Lane> lanes,
            Function<Lane, List<LaneSpan>> spans,
            int broker,
            double drop,
            float widthPx,
            int position,
            boolean inLegend) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            for (LaneSpan span : spans.apply(lanes.get(i))) {
                if (span.broker() == broker) {
                    x.addAll(List.of(
                            TimeChart.seconds(span.fromNanos()),
                            TimeChart.seconds(span.toNanos()),
                            TimeChart.seconds(span.toNanos())));
                    double height = lanes.size() - i - drop;
                    y.addAll(List.of(height, height, Double.NaN));
                }
            }
        }
        if (!x.isEmpty()) {
            double[] xs = x.stream().mapToDouble(Double::doubleValue).toArray();
            double[] ys = y.stream().mapToDouble(Double::doubleValue).toArray();
            TimeChart.line(chart, name, xs, ys, Palette.broker(position), widthPx)
                    .setShowInLegend(inLegend);
        }
    }
}
