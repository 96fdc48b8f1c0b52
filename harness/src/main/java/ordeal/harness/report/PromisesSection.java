package ordeal.harness.report;

import java.util.List;
import java.util.Map;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.Verdict;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;

/** Each promise with its checks, and the counts that show what a check rests on. */
final class PromisesSection {
    private static final String MS = "-ms";

    private static final long NANOS_PER_MS = 1_000_000;

    private PromisesSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "id", "promises").element("h2", "Promises");
        for (Map.Entry<Promise, Verdict> entry : data.verdict().promises().entrySet()) {
            Promise promise = entry.getKey();
            html.open("article", "class", "card").open("h3");
            badge(html, entry.getValue());
            html.text(PromiseWords.title(promise)).close();
            html.element("p", PromiseWords.sentence(promise));
            checks(
                    html,
                    data.verdict().results().stream()
                            .filter(result -> result.promise() == promise)
                            .toList());
            html.close();
        }
        html.close();
    }

    private static void checks(Html html, List<CheckResult> results) {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        html.element("th", "Check").element("th", "Verdict").element("th", "Evidence");
        html.close().close().open("tbody");
        for (CheckResult result : results) {
            html.open("tr").open("td").element("code", result.checker()).close();
            html.open("td");
            badge(html, result.verdict());
            html.close().open("td");
            reason(html, result.verdict());
            result.counts().forEach((name, number) -> {
                if (!name.startsWith(FloorsSection.FLOOR)) {
                    chip(html, name, number);
                }
            });
            html.close().close();
        }
        html.close().close().close();
    }

    static void badge(Html html, Verdict verdict) {
        html.element("span", verdict.word(), "class", "badge " + verdict.word());
    }

    private static void reason(Html html, Verdict verdict) {
        switch (verdict) {
            case Verdict.Valid _ -> {}
            case Verdict.Unknown(String reason) -> html.element("p", reason, "class", "reason");
            case Verdict.Invalid(String reason) -> html.element("p", reason, "class", "reason");
        }
    }

    private static void chip(Html html, String name, long number) {
        boolean time = name.endsWith(MS);
        String words = (time ? name.substring(0, name.length() - MS.length()) : name).replace('-', ' ');
        html.open("span", "class", number == 0 ? "chip zero" : "chip");
        html.element("b", time ? Words.time(number * NANOS_PER_MS) : Words.count(number));
        html.text(" " + words.replace(":", ": ")).close();
    }
}
