package ordeal.harness.shrink;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ordeal.harness.child.ShellWords;
import ordeal.nemesis.plan.ClusterShape;

/**
 * {@code shrink.json}: what is to be shrunk, and how.
 *
 * @param run the folder of the original run
 * @param command the command line that repeats it
 * @param arguments of a run with the same bug, system, settings and seed, from {@code run} on; without a plan and a rate
 * @param anomalies types of which a try must have one to fail as it did
 * @param ratePerSecond its sends per second
 * @param tries how often a smaller candidate is tried at most
 * @param replays how often what was found is replayed
 * @param commit of Ordeal when the search began
 */
public record ShrinkJob(
        int formatVersion,
        String run,
        String command,
        List<String> arguments,
        List<String> anomalies,
        int brokers,
        int zookeepers,
        double ratePerSecond,
        int tries,
        int replays,
        String commit,
        long startedEpochMs) {
    /** The version of the folder's format. */
    public static final int FORMAT_VERSION = 1;

    public ShrinkJob {
        arguments = List.copyOf(arguments);
        anomalies = List.copyOf(anomalies);
    }

    ClusterShape shape() {
        return new ClusterShape(brokers, zookeepers);
    }

    /** The command line of a candidate, from {@code run} on. */
    List<String> arguments(Candidate candidate, Path planFile) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--rate="
                + BigDecimal.valueOf(candidate.ratePerSecond())
                        .stripTrailingZeros()
                        .toPlainString());
        all.add("--plan=" + planFile);
        return all;
    }

    /** The command line of a candidate, as a person types it. */
    public String command(Candidate candidate, Path planFile) {
        return ShellWords.join("./ordeal", arguments(candidate, planFile));
    }
}
