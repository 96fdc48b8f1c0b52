package ordeal.checker.isr;

import java.util.List;
import java.util.Map;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.zookeeper.RunDescriptions;

/** Short words for the tests of the rules. */
final class Given {
    private Given() {}

    /** Evidence of a run with one partition and min.insync.replicas 2. */
    static TestEvidence evidence() {
        return new TestEvidence(RunDescriptions.run("", 1));
    }

    static TestEvidence evidence(FakeTimeline timeline) {
        return evidence().timeline(timeline);
    }

    /** Evidence of a system that keeps no state-change log. */
    static RunDescription runWithoutStateChangeLog() {
        return RunDescriptions.run("", RunDescriptions.topic(1, 2, false), "all", List.of(), Map.of());
    }

    /** Evidence of a system that keeps a journal, and of journals in which stands what is given. */
    static TestEvidence journaled(FakeTimeline timeline, FakeJournal... journals) {
        return new TestEvidence(runWithJournal()).timeline(timeline).journals(journals);
    }

    /** A run of a system that keeps a journal. */
    static RunDescription runWithJournal() {
        return RunDescriptions.run("", RunDescriptions.topic(1, 2, false), "all", List.of("journal"), Map.of());
    }

    /** Evidence of a run whose producers ask for one acknowledgement. */
    static RunDescription runWithOneAck() {
        return RunDescriptions.run("", RunDescriptions.topic(1, 2, false), "1", List.of("state-change-log"), Map.of());
    }

    static RoleChange role(int broker, int leaderEpoch, long startOffset) {
        return new RoleChange(
                broker,
                0,
                RunDescriptions.STARTED_EPOCH_MS,
                leaderEpoch,
                startOffset,
                0,
                0,
                List.of(),
                "Leader t-0 starts at leader epoch " + leaderEpoch);
    }

    /** A fault that took everything from an offset on, when the run began. */
    static FaultRecord dataLoss(int broker, long firstOffset) {
        return dataLoss(broker, firstOffset, 0);
    }

    /** A fault that took everything from an offset on, at a second of the run. */
    static FaultRecord dataLoss(int broker, long firstOffset, long second) {
        return new FaultRecord(
                1,
                "power-loss",
                "power loss",
                FaultRecord.Status.HEALED,
                List.of("broker-" + broker),
                0,
                0,
                0,
                List.of("cut"),
                List.of(new FaultRecord.DataLoss(broker, "t", 0, firstOffset, 100, second * 1_000_000_000)),
                null);
    }

    /** A fault that flipped a bit in a broker's batch. */
    static FaultRecord bitRot(int broker, long baseOffset) {
        return new FaultRecord(
                3,
                "bit-rot",
                "bit rot",
                FaultRecord.Status.HEALED,
                List.of("broker-" + broker),
                0,
                0,
                0,
                List.of("flipped"),
                List.of(new FaultRecord.DataLoss(broker, "t", 0, baseOffset, 70, 0)),
                null);
    }

    /** A fault that held a target for some seconds of the run. */
    static FaultRecord fault(String target, long fromSecond, long toSecond) {
        return new FaultRecord(
                2,
                "hold",
                "hold",
                FaultRecord.Status.HEALED,
                List.of(target),
                0,
                fromSecond * 1_000_000_000,
                toSecond * 1_000_000_000,
                List.of("held"),
                List.of(),
                null);
    }

    static List<String> types(CheckResult result) {
        return result.anomalies().stream().map(Anomaly::type).toList();
    }
}
