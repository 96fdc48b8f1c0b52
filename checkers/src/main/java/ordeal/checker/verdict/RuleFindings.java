package ordeal.checker.verdict;

import java.util.List;
import java.util.Optional;
import ordeal.checker.Partition;
import ordeal.checker.run.RunDescription;
import org.jspecify.annotations.Nullable;

/**
 * What a rule about the cluster finds while it works: {@link Findings} in the terms of ZooKeeper's log and the disks, whose times are
 * wall clocks. A permitted anomaly is counted by its type and not by its cause: its cause is counted where records are judged one by one.
 */
public final class RuleFindings {
    private static final long NANOS_PER_MS = 1_000_000L;

    private final RunDescription run;
    private final Findings findings = new Findings();

    /** Nothing found yet. */
    public RuleFindings(RunDescription run) {
        this.run = run;
    }

    /** The run that is judged. */
    public RunDescription run() {
        return run;
    }

    /** A rule is broken, and nothing permits it. */
    public void broken(
            String type, @Nullable Partition partition, long epochMs, String summary, List<Anomaly.Witness> witness) {
        broken(type, partition, epochMs, summary, witness, Optional.empty());
    }

    /**
     * A rule is broken.
     *
     * @param epochMs wall clock, -1 when unknown
     * @param permittedCause why the settings permit it; empty when nothing does
     */
    public void broken(
            String type,
            @Nullable Partition partition,
            long epochMs,
            String summary,
            List<Anomaly.Witness> witness,
            Optional<String> permittedCause) {
        Anomaly anomaly = new Anomaly(type, partition, summary, witness, permittedCause.orElse(null), nanos(epochMs));
        if (permittedCause.isPresent()) {
            findings.consequence(anomaly);
        } else {
            findings.anomaly(anomaly);
        }
    }

    /** Something could not be judged. */
    public void unjudged(String reason) {
        findings.unknown(reason);
    }

    /** Adds to a count; adding 0 makes the count appear. */
    public void count(String name, long number) {
        findings.count(name, number);
    }

    /** A witness from ZooKeeper's log. */
    public Anomaly.Witness zookeeper(long epochMs, String text) {
        return new Anomaly.Witness("zookeeper", nanos(epochMs), text);
    }

    /** A witness from a broker's own log. */
    public Anomaly.Witness log(long epochMs, String text) {
        return new Anomaly.Witness("log", nanos(epochMs), text);
    }

    /** A witness from a broker's protocol journal. */
    public Anomaly.Witness journal(long epochMs, String text) {
        return new Anomaly.Witness("journal", nanos(epochMs), text);
    }

    /** A witness from a replica's disk. */
    public static Anomaly.Witness disk(String text) {
        return new Anomaly.Witness("disk", -1, text);
    }

    /** A witness from the clients' history. */
    public static Anomaly.Witness history(long nanos, String text) {
        return new Anomaly.Witness("history", nanos, text);
    }

    /** The rule's part of the verdict. */
    public CheckResult result(String checker, Promise promise) {
        return findings.result(checker, promise);
    }

    private long nanos(long epochMs) {
        return epochMs < 0 ? -1 : Math.max(0, (epochMs - run.startedEpochMs()) * NANOS_PER_MS);
    }
}
