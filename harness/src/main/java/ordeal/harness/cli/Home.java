package ordeal.harness.cli;

import java.nio.file.Path;

/** Where things lie: the launcher says where the project is; without it, the working directory stands in. */
final class Home {
    private Home() {}

    /** The project's folder. */
    static Path folder() {
        return Path.of(System.getProperty("ordeal.home", "")).toAbsolutePath();
    }

    /** The folder of run folders. */
    static Path results() {
        return folder().resolve("results");
    }

    /** The commit that was built; {@code unknown} outside a checkout. */
    static String commit() {
        return System.getProperty("ordeal.commit", "unknown");
    }
}
