package ordeal.harness.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How every page of Ordeal looks, to be written into the page itself. */
public final class StyleSheet {
    private static final String RESOURCE = "/ordeal/report/report.css";

    private StyleSheet() {}

    /** The style sheet's text. */
    public static String text() {
        try (InputStream css = StyleSheet.class.getResourceAsStream(RESOURCE)) {
            if (css == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
