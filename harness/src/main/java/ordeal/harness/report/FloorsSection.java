package ordeal.harness.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;

/** What the run must at least have done to have tested anything, beside what was counted. */
final class FloorsSection {
    /** Before the name of a count that is a floor. */
    static final String FLOOR = "floor:";

    private FloorsSection() {}

    static void write(Html html, ReportData data) {
        Map<String, Long> counts = new TreeMap<>();
        data.verdict().results().stream()
                .filter(result -> result.promise() == Promise.ASSUMPTIONS)
                .map(CheckResult::counts)
                .forEach(counts::putAll);
        if (counts.keySet().stream().noneMatch(name -> name.startsWith(FLOOR))) {
            return;
        }
        html.open("section", "id", "floors").element("h2", "What was tested at all");
        html.element(
                "p",
                "A run that did less than this proves nothing, and is unknown: %s %% of the sends that its rate makes in a stretch acknowledged, and %s %% polled, "
                                .formatted(
                                        percent(data.run().floors().acknowledgedPercent()),
                                        percent(data.run().floors().polledPercent()))
                        + "a receipt for each fault, and the ends of sessions, changes of leaders and changes of ISRs that a kill or a pause of "
                        + "one broker, or a follower's fetches being held, must cause. Each partition must have served a send and a poll in each stretch as well.");
        html.open("div", "class", "scroll")
                .open("table", "class", "numbers")
                .open("thead")
                .open("tr");
        html.element("th", "What").element("th", "Counted").element("th", "At least due");
        html.close().close().open("tbody");
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            if (entry.getKey().startsWith(FLOOR)) {
                String name = entry.getKey().substring(FLOOR.length());
                row(html, name, counts.getOrDefault(name, 0L), entry.getValue());
            }
        }
        html.close().close().close().close();
    }

    private static String percent(double percent) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(percent);
    }

    private static void row(Html html, String name, long counted, long floor) {
        String missed = counted < floor ? ", not reached" : "";
        html.open("tr").element("td", name.replace('-', ' '));
        html.element("td", Words.count(counted))
                .element("td", Words.count(floor) + missed)
                .close();
    }
}
