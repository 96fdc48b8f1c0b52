package ordeal.harness.program;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process when the one that started it has ended, however that ended. The parent holds the only writing end of this process's
 * standard input and never writes; the kernel closes it with the parent, also when that is killed.
 */
public final class ParentWatch {
    /** The option of the JVM by which a parent asks for this. */
    public static final String JVM_OPTION = "-Dordeal.ends-with-parent=true";

    private static final String PROPERTY = "ordeal.ends-with-parent";
    private static final long PATIENCE_MS = 30_000;

    private ParentWatch() {}

    /** Begins to watch, if the parent has asked for it. */
    public static void startIfAsked(int exitCode) {
        if (Boolean.getBoolean(PROPERTY)) {
            Thread.ofPlatform().name("ordeal-parent-watch").daemon().start(() -> watch(System.in, exitCode));
        }
    }

    private static void watch(InputStream parent, int exitCode) {
        try {
            while (parent.read() >= 0) {
                // Nothing is said here; only the end counts.
            }
        } catch (IOException _) {
            // As good as its end.
        }
        Thread.ofPlatform().name("ordeal-halt").daemon().start(() -> halt(exitCode));
        System.exit(exitCode);
    }

    /** What is to be done at the end may hang. */
    private static void halt(int exitCode) {
        try {
            TimeUnit.MILLISECONDS.sleep(PATIENCE_MS);
        } catch (InterruptedException _) {
            // Nobody waits any longer.
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
