package ordeal.harness.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The suites that come with Ordeal. */
public final class ShippedSuites {
    private static final List<String> NAMES = List.of("smoke", "nightly");

    private ShippedSuites() {}

    /** Their names. */
    public static List<String> names() {
        return NAMES;
    }

    /** The file of the one of this name. */
    public static Optional<String> text(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        String resource = "/ordeal/suites/" + name + ".yaml";
        try (InputStream in = ShippedSuites.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
