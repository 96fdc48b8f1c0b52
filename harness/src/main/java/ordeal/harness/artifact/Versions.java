package ordeal.harness.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions that the build wrote down from the parent pom. */
public final class Versions {
    private static final Properties PROPERTIES = load();

    private Versions() {}

    /** The version pinned under this key in {@code versions.properties}. */
    public static String of(String key) {
        String version = PROPERTIES.getProperty(key);
        if (version == null) {
            throw new IllegalArgumentException("no version is pinned under " + key);
        }
        return version;
    }

    private static Properties load() {
        try (InputStream in = Versions.class.getResourceAsStream("/versions.properties")) {
            if (in == null) {
                throw new IllegalStateException("versions.properties is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
