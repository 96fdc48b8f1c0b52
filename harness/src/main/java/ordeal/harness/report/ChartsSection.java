package ordeal.harness.report;

import java.util.List;
import ordeal.checker.history.Phase;
import ordeal.checker.run.Part;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.harness.report.chart.RenderedChart;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;
import ordeal.harness.report.series.Load;
import ordeal.harness.report.series.PhaseLoad;

/** The charts, or why there are none, and latency by phase. */
final class ChartsSection {
    private ChartsSection() {}

    static void write(Html html, ReportData data, List<RenderedChart> charts, List<String> remarks) {
        html.open("section", "id", "charts").element("h2", "What the clients saw");
        remarks.forEach(
                remark -> html.element("p", "Not everything could be drawn: " + remark + ".", "class", "missing"));
        switch (data.load()) {
            case Part.Missing<Load>(String reason) ->
                html.element("p", "The clients' history is missing: " + reason + ".", "class", "missing");
            case Part.Present<Load>(Load load) -> phases(html, load);
        }
        if (!charts.isEmpty() && !data.injectedFaults().isEmpty()) {
            html.element("p", "A band is the time in which a fault held; the number above it is the fault's.");
        }
        for (RenderedChart chart : charts) {
            html.open("figure", "class", "chart").open("figcaption").element("b", chart.title());
            html.element("span", chart.note()).close();
            html.open("div", "class", "scroll").markup(chart.svg()).close().close();
        }
        if (data.timeline() instanceof Part.Missing<ClusterTimeline>(String reason)) {
            html.element(
                    "p",
                    "Controller, leaders and ISR are not drawn: ZooKeeper's log is missing: " + reason + ".",
                    "class",
                    "missing");
        }
        html.close();
    }

    private static void phases(Html html, Load load) {
        List<PhaseLoad> loaded =
                load.phases().stream().filter(phase -> phase.offered() > 0).toList();
        if (loaded.isEmpty()) {
            html.element("p", "The history holds no send.", "class", "missing");
            return;
        }
        html.element(
                "p",
                "Latency of acknowledged sends, from the moment the schedule wanted them (an open loop, so that an outage is not left out).");
        html.open("div", "class", "scroll")
                .open("table", "class", "numbers")
                .open("thead")
                .open("tr");
        for (String head :
                new String[] {"Phase", "Lasted", "Sends", "Acknowledged", "p50", "p95", "p99", "p99.9", "max"}) {
            html.element("th", head);
        }
        html.close().close().open("tbody");
        for (PhaseLoad phase : loaded) {
            html.open("tr").element("td", words(phase.phase()));
            html.element("td", Words.time(phase.toNanos() - phase.fromNanos()));
            html.element("td", Words.count(phase.offered()));
            html.element("td", Words.count(phase.latency().count()));
            boolean none = phase.latency().count() == 0;
            long[] values = {
                phase.latency().p50Nanos(),
                phase.latency().p95Nanos(),
                phase.latency().p99Nanos(),
                phase.latency().p999Nanos(),
                phase.latency().maxNanos()
            };
            for (long value : values) {
                html.element("td", none ? "-" : Words.time(value));
            }
            html.close();
        }
        html.close().close().close();
    }

    private static String words(Phase phase) {
        return switch (phase) {
            case WARM_UP -> "warm-up";
            case FAULTS -> "faults";
            case RECOVERY -> "recovery";
            case FINAL_READS -> "final reads";
            case COLLECTION -> "collection";
            case ENDED -> "ended";
        };
    }
}
