package ordeal.harness.report;

import java.util.List;
import ordeal.harness.report.chart.RenderedChart;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.StyleSheet;

/** {@code report.html}: one self-contained page, without scripts and without anything from elsewhere. */
final class Page {
    private Page() {}

    /**
     * The page's text. The same folder gives the same page.
     *
     * @param charts what could be drawn
     * @param remarks why something could not
     */
    static String of(ReportData data, List<RenderedChart> charts, List<String> remarks) {
        Html html = new Html();
        html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.markup(
                "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.markup("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.element(
                "title",
                "%s: %s".formatted(data.run().name(), data.verdict().verdict().word()));
        html.markup("<style>\n" + StyleSheet.text() + "</style>\n")
                .close()
                .open("body")
                .open("main");
        SummarySection.write(html, data);
        navigation(html);
        PromisesSection.write(html, data);
        FloorsSection.write(html, data);
        AnomaliesSection.write(html, data);
        ChartsSection.write(html, data, charts, remarks);
        FaultsSection.write(html, data);
        SettingsSection.write(html, data);
        html.close().close().close();
        return html.toString();
    }

    private static void navigation(Html html) {
        html.open("nav");
        for (String[] link : new String[][] {
            {"#promises", "Promises"},
            {"#anomalies", "Anomalies"},
            {"#charts", "What the clients saw"},
            {"#faults", "Faults"},
            {"#again", "Run it again"},
            {"#settings", "Settings"},
            {"#files", "Files"}
        }) {
            html.element("a", link[1], "href", link[0]);
        }
        html.close();
    }
}
