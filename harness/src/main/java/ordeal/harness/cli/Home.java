package ordeal.harness.cli;

import java.nio.file.Path;

/** Where things lie: the launcher says where the project is; without it, the working directory stands in. */
final class Home {
    /** Where a suite has its cells leave their run folders; the command that repeats a cell does not name it. */
    private static final String RESULTS_PROPERTY = "ordeal.results";

    private Home() {}

    /** The option of the JVM by which the folder of run folders is another one. */
    static String resultsOption(Path folder) {
        return "-D" + RESULTS_PROPERTY + "=" + folder;
    }

    /** The project's folder. */
    static Path folder() {
        return Path.of(System.getProperty("ordeal.home", "")).toAbsolutePath();
    }

    /** The folder of run folders: the project's, or the one that a suite has for its cells. */
    static Path results() {
        String own = System.getProperty(RESULTS_PROPERTY, "");
        return own.isEmpty() ? folder().resolve("results") : Path.of(own).toAbsolutePath();
    }

    /** The commit that was built; {@code unknown} outside a checkout. */
    static String commit() {
        return System.getProperty("ordeal.commit", "unknown");
    }
}
