package ordeal.checker;

import java.io.IOException;
import java.util.List;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.EvidenceLoaders;
import ordeal.checker.evidence.RecordedEvidence;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.journal.JournalReader;
import ordeal.checker.replica.ReplicaScanner;
import ordeal.checker.replica.StateChangeLog;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.VerdictFile;
import ordeal.checker.zookeeper.ZooKeeperEvidence;

/**
 * A run folder and the verdict on it: evidence loaded from its files, judged by {@link StandardCheckers}.
 *
 * @param evidence what the folder holds
 * @param verdict what the checkers make of it
 */
public record RecordedRun(Evidence evidence, RunVerdict verdict) {
    private static final EvidenceLoaders LOADERS = new EvidenceLoaders(
            (run, collection, logs) -> ZooKeeperEvidence.load(List.copyOf(logs.values()), run, collection),
            (run, broker, data) -> new ReplicaScanner(run).load(broker, data),
            (run, logs) -> new StateChangeLog(run).load(logs),
            JournalReader::load);

    /**
     * Judges a folder and writes {@code verdict.json} into it. The same folder always gives the same bytes.
     *
     * @throws IOException when it has no readable {@code run.json}, or the verdict cannot be written
     */
    public static RecordedRun judge(RunFolder folder) throws IOException {
        Evidence evidence = RecordedEvidence.open(folder, LOADERS);
        RunVerdict verdict = new Judge(StandardCheckers.all()).judge(evidence);
        VerdictFile.write(folder.verdictFile(), verdict);
        return new RecordedRun(evidence, verdict);
    }
}
