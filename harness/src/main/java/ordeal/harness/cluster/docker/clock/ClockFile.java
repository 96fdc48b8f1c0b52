package ordeal.harness.cluster.docker.clock;

import java.util.Locale;
import java.util.Map;
import ordeal.harness.cluster.docker.disk.DiskNames;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.nemesis.port.Node;

/**
 * What libfaketime reads a node's wall clock from: a file of one line, the offset in seconds. It looks again every one to two seconds.
 */
public final class ClockFile {
    /** Where a node finds the files of all nodes' clocks: the volume {@link DiskNames#clocks}. */
    public static final String FOLDER = "/node/clock";

    private static final double MS_PER_SECOND = 1000;

    private ClockFile() {}

    /**
     * The environment in which a node's process is started. The monotonic clock and the times of files stay true, and the file is
     * read every one to two seconds: to read it at each look at the clock would cost as much as fifty looks. The library must not mend the
     * monotonic clock of conditions either, for it is not broken: with that every timed wait of a JVM is over at once.
     */
    public static Map<String, String> environment(Node node) {
        return Map.of(
                "LD_PRELOAD", NodeImage.FAKETIME_LIBRARY,
                "FAKETIME_TIMESTAMP_FILE", FOLDER + "/" + node,
                "FAKETIME_CACHE_DURATION", "1",
                "DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
    }

    /** The line of a clock that is off. */
    static String off(long offsetMs) {
        return String.format(Locale.ROOT, "%+.3f", offsetMs / MS_PER_SECOND);
    }

    /** The line of a true clock. */
    static String exact() {
        return off(0);
    }
}
