package ordeal.harness.report.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;

/** Draws all charts of a run. */
public final class Charts {
    private Charts() {}

    /**
     * Draws the charts and writes each as SVG and PNG.
     *
     * @param folder where the files go; created when absent
     * @return the charts in the order in which the page shows them; the lanes are left out when nothing is known of them
     * @throws ChartsNotDrawnException when this machine has no fonts, or drawing fails otherwise
     * @throws IOException when a file cannot be written
     */
    public static List<RenderedChart> write(Path folder, ChartData data) throws IOException, ChartsNotDrawnException {
        System.setProperty("java.awt.headless", "true");
        List<RenderedChart> charts = new ArrayList<>();
        Files.createDirectories(folder);
        ChartsNotDrawnException.guard(() -> {
            charts.add(scatter(folder, data));
            charts.add(
                    write(
                            folder,
                            LatencyPercentiles.of(data),
                            "latency-percentiles",
                            "Latency percentiles",
                            "Acknowledged sends of each second of the schedule. A gap is a second in which nothing was acknowledged."));
            charts.add(write(
                    folder,
                    RateByOutcome.of(data),
                    "rate",
                    "Rate by outcome",
                    "Sends in the second in which the schedule wanted them, stacked: the height is the offered load."));
            if (!data.lanes().isEmpty()) {
                charts.add(lanes(folder, data));
            }
        });
        return charts;
    }

    private static RenderedChart scatter(Path folder, ChartData data) throws IOException {
        int points = data.load().points().size();
        String sample = points < data.load().sends()
                ? " %,d of %,d sends are drawn: an even sample, and the slowest of every second."
                        .formatted(points, data.load().sends())
                : " Every send is drawn.";
        return write(
                folder,
                LatencyScatter.of(data),
                "latency",
                "Latency of sends",
                "From the moment the schedule wanted the send to its answer, logarithmic." + sample);
    }

    private static RenderedChart lanes(Path folder, ChartData data) throws IOException {
        int left = data.lanes().size() - LaneChart.LANE_LIMIT;
        return write(
                folder,
                LaneChart.of(data),
                "cluster",
                "Controller, leaders and ISR",
                "Thick: the broker that was controller or led the partition, by ZooKeeper's log. Thin: a replica that was out of the ISR."
                        + (left > 0 ? " " + left + " partitions are not drawn." : ""));
    }

    private static RenderedChart write(Path folder, XYChart chart, String name, String title, String note)
            throws IOException {
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        ChartEncoder.saveChart(chart, svg, "svg");
        String inline = SvgText.inline(svg.toString(StandardCharsets.UTF_8), name, chart.getWidth(), chart.getHeight());
        Files.writeString(folder.resolve(name + ".svg"), SvgText.standalone(inline));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ChartEncoder.saveChart(chart, png, "png");
        Files.write(folder.resolve(name + ".png"), png.toByteArray());
        return new RenderedChart(name, title, note, inline);
    }
}
