package ordeal.harness.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes the SVG that the drawing library writes fit to stand inside a page, beside others: no prolog, no outside reference, no
 * background, a size that follows the page, ids of its own that are the same every time, and coordinates of a sensible length.
 */
final class SvgText {
    private static final String NAMESPACE = " xmlns=\"http://www.w3.org/2000/svg\"";
    private static final String WHITE = " style=\"background:#ffffff\"";
    private static final Pattern ROOT = Pattern.compile("^.*?<svg\\b[^>]*>", Pattern.DOTALL);
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(?:E-?\\d+)?|-?\\d+\\.\\d*E-?\\d+");
    private static final Pattern BACKGROUND = Pattern.compile("<rect [^>]*fill:rgb\\(255,255,255\\)[^>]*/>");
    private static final Pattern INDENT = Pattern.compile("\\n\\s+");

    private SvgText() {}

    /**
     * The graphic as an element of a page.
     *
     * @param svg a whole SVG document
     * @param name what its ids begin with
     */
    static String inline(String svg, String name, int widthPx, int heightPx) {
        String root = "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">"
                .formatted(widthPx, heightPx, widthPx, heightPx);
        String body = ROOT.matcher(svg.replace("\r\n", "\n")).replaceFirst(root);
        Map<String, String> ids = new HashMap<>();
        String renamed = CLIP.matcher(body)
                .replaceAll(match -> ids.computeIfAbsent(match.group(), _ -> name + "-clip" + ids.size()));
        String rounded = LONG_NUMBER.matcher(renamed).replaceAll(match -> round(match.group()));
        String clear = BACKGROUND.matcher(rounded).replaceAll("");
        return INDENT.matcher(clear).replaceAll("\n").strip() + "\n";
    }

    /** The same graphic as a document of its own, on white. */
    static String standalone(String inline) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + inline.replaceFirst("<svg", "<svg" + NAMESPACE + WHITE);
    }

    private static String round(String number) {
        BigDecimal rounded =
                new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
