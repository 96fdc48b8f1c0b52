package ordeal.checker.isr;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ordeal.checker.Partition;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.RuleFindings;

/**
 * What a broker says of a log must be what lies on disks. The first record of leader epoch e, on any disk that holds it, lies where the
 * leader of e says that its epoch began. A log does not end below where its broker's journal last had it.
 *
 * <p>A kill takes nothing that was written, for the operating system has it. Not judged: epochs whose start lies before a log's start or
 * that two brokers led, replicas with damage, partitions of which a fault took data.
 */
public final class JournalAgainstDisks extends JournalRule {
    /** The rule. */
    public JournalAgainstDisks() {
        super("journal-against-disks");
    }

    /** Where a broker said that a log ends. */
    private record Said(long endOffset, JournalLine line) {}

    private record Replica(int broker, Partition partition) {}

    private record Epoch(Partition partition, int leaderEpoch) {}

    @Override
    void judge(Told told, RuleFindings findings) {
        Replicas replicas = Replicas.of(told.evidence(), findings);
        LossExemption permitted = LossExemption.of(told.evidence());
        Map<Replica, Said> ends = new HashMap<>();
        told.journals().all().forEach(journal -> journal.forEach(line -> said(line, ends)));
        Map<Epoch, Map<Long, JournalLine>> starts = starts(told);
        RunDescription run = told.evidence().run();
        findings.count("replicas-compared", 0);
        for (int number = 0; number < run.partitions().size(); number++) {
            Partition partition = run.partitions().get(number);
            for (ReplicaLog log : replicas.of(number)) {
                boolean touched = permitted.losesData(number) || !log.damages().isEmpty();
                if (!touched) {
                    findings.count("replicas-compared", 1);
                    Optional.ofNullable(ends.get(new Replica(log.broker(), partition)))
                            .ifPresent(said -> end(partition, log, said, findings));
                }
                begins(partition, log, starts, findings);
            }
        }
    }

    private static void said(JournalLine line, Map<Replica, Said> ends) {
        if (!(line.entry() instanceof JournalEntry.OfPartition about)) {
            return;
        }
        Replica replica = new Replica(line.broker(), about.partition());
        long end = switch (about) {
            case JournalEntry.BecameLeader began -> began.startOffset();
            case JournalEntry.BecameFollower began -> began.logEndOffset();
            case JournalEntry.Truncated cut -> cut.toOffset();
            case JournalEntry.Recovered found -> found.foundEndOffset();
            case JournalEntry.HighWatermarkMoved moved -> moved.logEndOffset();
            case JournalEntry.StateWritten _,
                    JournalEntry.AlterPartitionAccepted _,
                    JournalEntry.IsrProposed _,
                    JournalEntry.IsrCommitted _,
                    JournalEntry.FollowerProgress _ -> -1;
        };
        if (end >= 0) {
            ends.put(replica, new Said(end, line));
        }
    }

    private static Map<Epoch, Map<Long, JournalLine>> starts(Told told) {
        Map<Epoch, Map<Long, JournalLine>> starts = new HashMap<>();
        Map<Epoch, Set<Integer>> leaders = new HashMap<>();
        for (JournalLine line : told.journals().deeds()) {
            if (line.entry() instanceof JournalEntry.BecameLeader began) {
                Epoch epoch = new Epoch(began.partition(), began.leaderEpoch());
                leaders.computeIfAbsent(epoch, _ -> new HashSet<>()).add(line.broker());
                starts.computeIfAbsent(epoch, _ -> new TreeMap<>()).putIfAbsent(began.startOffset(), line);
            }
        }
        leaders.forEach((epoch, brokers) -> {
            if (brokers.size() > 1) {
                starts.remove(epoch);
            }
        });
        return starts;
    }

    private static void end(Partition partition, ReplicaLog log, Said said, RuleFindings findings) {
        if (log.logEndOffset() < said.endOffset()) {
            findings.broken(
                    JournalAgainstZooKeeper.TYPE,
                    partition,
                    said.line().epochMs(),
                    partition + ": the log of broker " + log.broker() + " ends at " + log.logEndOffset()
                            + " on its disk, and at " + said.endOffset() + " in its journal",
                    List.of(
                            witness(said.line(), findings),
                            RuleFindings.disk("broker " + log.broker() + ": log end offset " + log.logEndOffset())));
        }
    }

    private static void begins(
            Partition partition, ReplicaLog log, Map<Epoch, Map<Long, JournalLine>> starts, RuleFindings findings) {
        int epoch = -1;
        for (ReplicaLog.Batch batch : log.batches()) {
            if (batch.leaderEpoch() == epoch) {
                continue;
            }
            epoch = batch.leaderEpoch();
            Map<Long, JournalLine> said = starts.getOrDefault(new Epoch(partition, epoch), Map.of());
            boolean whole = said.keySet().stream().allMatch(start -> start >= log.logStartOffset());
            if (!said.isEmpty() && whole && !said.containsKey(batch.baseOffset())) {
                JournalLine line = said.values().iterator().next();
                findings.broken(
                        JournalAgainstZooKeeper.TYPE,
                        partition,
                        line.epochMs(),
                        partition + ": leader epoch " + epoch + " begins at " + batch.baseOffset() + " on the disk of"
                                + " broker " + log.broker() + ", and at " + said.keySet() + " in the journal of its"
                                + " leader",
                        List.of(
                                witness(line, findings),
                                RuleFindings.disk(LogComparison.describe(log, batch.baseOffset()))));
            }
        }
    }
}
