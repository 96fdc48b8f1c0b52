package ordeal.harness.child;

import java.io.IOException;
import java.nio.file.Files;
import ordeal.checker.evidence.RunFolder;
import org.apache.commons.io.file.PathUtils;

/** Makes the folder of one of many runs small: verdict, report and settings stay, evidence goes. */
public final class RunTrim {
    private static final String NOTE = "evidence-not-kept.txt";

    private RunTrim() {}

    /** Whether a run's evidence was not kept, so that it cannot be judged again. */
    public static boolean isTrimmed(RunFolder run) {
        return Files.exists(run.root().resolve(NOTE));
    }

    /**
     * Trims.
     *
     * @param command the command line that repeats the run
     */
    public static void trim(RunFolder run, String command) throws IOException {
        if (Files.isDirectory(run.evidence())) {
            PathUtils.deleteDirectory(run.evidence());
        }
        Files.deleteIfExists(run.historyFile());
        Files.writeString(
                run.root().resolve(NOTE),
                "The evidence of this run was not kept: it cannot be judged again.\n" + "The same run once more: "
                        + command + "\n");
    }
}
