package ordeal.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.harness.report.context.Investigation;
import ordeal.harness.report.context.LogLine;
import ordeal.harness.report.context.Surroundings;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;
import ordeal.harness.report.series.ClusterEvent;

/** Broken rules with their witnesses and what happened around them; apart from them, what the settings permit. */
final class AnomaliesSection {
    private static final int SURROUNDED = 12;
    private static final int EXAMPLES = 3;
    private static final String PERMITTED = "permitted:";

    private AnomaliesSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "id", "anomalies").element("h2", "Anomalies");
        List<Anomaly> broken = new ArrayList<>();
        for (CheckResult result : data.verdict().results()) {
            result.anomalies().stream()
                    .filter(anomaly -> anomaly.permittedCause() == null)
                    .forEach(broken::add);
        }
        if (broken.isEmpty() && !anyPermitted(data)) {
            html.element("p", "No check found a broken rule.");
        }
        violations(html, data, broken);
        permitted(html, data);
        html.close();
    }

    private static void violations(Html html, ReportData data, List<Anomaly> broken) {
        if (broken.isEmpty()) {
            return;
        }
        html.element("h3", "Broken rules");
        html.element(
                "p",
                "A check keeps at most %d anomalies of a type as proof; the counts beside the promises are complete. Around the first %d stands what happened within a second of each witness: writes in ZooKeeper's log by the order of transactions, and the brokers' own log lines."
                        .formatted(CheckResult.ANOMALY_LIMIT, SURROUNDED));
        List<Anomaly> first = broken.stream().limit(SURROUNDED).toList();
        List<Surroundings> around = Investigation.of(data.folder(), data.run(), data.clusterEvents(), first);
        for (int i = 0; i < broken.size(); i++) {
            Anomaly anomaly = broken.get(i);
            html.open("article", "class", "card violation");
            heading(html, anomaly);
            witnesses(html, anomaly);
            if (i < around.size()) {
                surroundings(html, around.get(i));
            }
            html.close();
        }
    }

    private static void heading(Html html, Anomaly anomaly) {
        html.open("h3").text(anomaly.type());
        if (anomaly.partition() != null) {
            html.text(" on " + anomaly.partition());
        }
        if (anomaly.atNanos() >= 0) {
            html.element("span", " at " + Words.at(anomaly.atNanos()), "class", "count");
        }
        html.close().element("p", anomaly.summary());
    }

    private static void witnesses(Html html, Anomaly anomaly) {
        html.open("div", "class", "scroll").open("table", "class", "witness").open("tbody");
        for (Anomaly.Witness witness : anomaly.witness()) {
            html.open("tr").element("td", witness.source());
            html.element("td", witness.nanos() < 0 ? "" : Words.at(witness.nanos()));
            html.element("td", witness.text()).close();
        }
        html.close().close().close();
    }

    private static void surroundings(Html html, Surroundings around) {
        if (!around.events().isEmpty()) {
            html.open("details")
                    .element("summary", "ZooKeeper: " + number(around.events().size(), "event"));
            html.open("div", "class", "scroll").open("table", "class", "log").open("tbody");
            for (ClusterEvent event : around.events()) {
                row(html, Words.at(event.nanos()), "zxid 0x" + Long.toHexString(event.zxid()), event.text());
            }
            html.close().close().close();
            leftOut(html, around.moreEvents(), "event");
            html.close();
        }
        if (!around.lines().isEmpty()) {
            html.open("details")
                    .element("summary", "Broker logs: " + number(around.lines().size(), "line"));
            html.open("div", "class", "scroll").open("table", "class", "log").open("tbody");
            for (LogLine line : around.lines()) {
                row(html, Words.at(line.nanos()), line.source(), line.text());
            }
            html.close().close().close();
            leftOut(html, around.moreLines(), "line");
            html.close();
        }
    }

    private static String number(long number, String one) {
        return Words.count(number, one) + " around the witnesses";
    }

    private static void leftOut(Html html, long number, String one) {
        if (number > 0) {
            html.element("p", Words.count(number, "more " + one) + " left out.", "class", "cost");
        }
    }

    private static void row(Html html, String... cells) {
        html.open("tr");
        for (String cell : cells) {
            html.element("td", cell);
        }
        html.close();
    }

    private static boolean anyPermitted(ReportData data) {
        return data.verdict().counts().keySet().stream().anyMatch(name -> name.startsWith(PERMITTED))
                || data.verdict().results().stream()
                        .flatMap(result -> result.anomalies().stream())
                        .anyMatch(anomaly -> anomaly.permittedCause() != null);
    }

    private static void permitted(Html html, ReportData data) {
        if (!anyPermitted(data)) {
            return;
        }
        html.element("h3", "Permitted by the settings");
        html.element(
                "p",
                "For each of these the evidence shows a cause that the settings allow, record by record. They do not fail the run.");
        for (CheckResult result : data.verdict().results()) {
            Map<String, List<Anomaly>> byCause = new LinkedHashMap<>();
            for (Anomaly anomaly : result.anomalies()) {
                if (anomaly.permittedCause() != null) {
                    byCause.computeIfAbsent(anomaly.permittedCause(), _ -> new ArrayList<>())
                            .add(anomaly);
                }
            }
            if (!byCause.isEmpty()) {
                permitted(html, result, byCause);
            }
        }
    }

    private static void permitted(Html html, CheckResult result, Map<String, List<Anomaly>> byCause) {
        html.open("article", "class", "card permitted").open("h3").text(result.checker());
        result.counts().forEach((name, number) -> {
            if (name.startsWith(PERMITTED)) {
                String cause = name.substring(PERMITTED.length()).replace('-', ' ');
                html.element("span", " " + Words.count(number) + " by " + cause, "class", "count");
            }
        });
        html.close();
        byCause.forEach((cause, anomalies) -> {
            html.open("p").element("b", "Cause: ").text(cause).close();
            html.open("details").element("summary", "Examples");
            anomalies.stream().limit(EXAMPLES).forEach(anomaly -> {
                heading(html, anomaly);
                witnesses(html, anomaly);
            });
            html.close();
        });
        html.close();
    }
}
