package ordeal.harness.bench;

import java.util.List;
import java.util.Locale;

/** A comparison as a Markdown table. */
final class ComparisonTable {
    private static final double WITHOUT_DECIMALS = 100;

    private ComparisonTable() {}

    static String markdown(String baseline, String system, List<Comparison.Line> lines) {
        StringBuilder table = new StringBuilder();
        table.append("| | unit | %s | %s | ratio (lowest to highest) | |%n".formatted(baseline, system));
        table.append("|---|---|---:|---:|---:|---|\n");
        for (Comparison.Line line : lines) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.2f (%.2f to %.2f) | %s |%n",
                    line.metric().name(),
                    line.metric().unit(),
                    number(line.baseline()),
                    number(line.value()),
                    line.ratio(),
                    line.lowestRatio(),
                    line.highestRatio(),
                    line.atLeastAsGood() ? "" : "worse"));
        }
        return table.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= WITHOUT_DECIMALS ? "%,.0f" : "%.2f", value);
    }
}
