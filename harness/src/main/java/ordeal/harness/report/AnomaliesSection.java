package ordeal.harness.report;

import ordeal.harness.report.html.Html;

/** Broken rules with their witnesses, and what the settings permit. */
final class AnomaliesSection {
    private AnomaliesSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "id", "anomalies").close();
    }
}
