package ordeal.harness.child;

import java.io.IOException;
import java.nio.file.Files;
import ordeal.checker.evidence.RunFolder;
import org.apache.commons.io.file.PathUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the folder of one of many runs small: verdict, report and settings stay, evidence goes. */
public final class RunTrim {
    private static final Logger LOG = LoggerFactory.getLogger(RunTrim.class);
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

    /** Trims; a folder that cannot be made small stays large, which is no reason to lose what its run has shown. */
    public static void trimIfPossible(RunFolder run, String command) {
        try {
            trim(run, command);
        } catch (IOException e) {
            LOG.warn(
                    "{} could not be made smaller: {}",
                    run.root(),
                    e.toString()); // The message of many is the file's name alone.
        }
    }
}
