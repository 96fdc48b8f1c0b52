package ordeal.checker.journal;

import java.util.HashMap;
import java.util.Map;
import ordeal.checker.Partition;
import ordeal.checker.journal.JournalEntry.ReplicaEvidence;

/** Entries from the fields of their lines, by the name under {@code event}. */
final class EntryParser {
    private final Map<Partition, Partition> partitions = new HashMap<>();

    /** The entry. Throws {@link MalformedLineException} where a known event lacks a field. */
    JournalEntry parse(LineFields line) {
        String event = line.text("event");
        return switch (event) {
            case "session-expired" -> new JournalEntry.SessionExpired(line.number("sessionId"));
            case "registered" -> new JournalEntry.Registered(line.number("sessionId"), line.number("brokerEpoch"));
            case "elected" -> new JournalEntry.Elected(line.integer("controllerEpoch"));
            case "resigned" -> new JournalEntry.Resigned(line.integer("controllerEpoch"), line.text("reason"));
            case "state-written" -> stateWritten(line);
            case "control-accepted" -> controlAccepted(line);
            case "request-fenced" ->
                new JournalEntry.RequestFenced(line.text("api"), line.text("error"), line.text("detail"));
            case "alter-partition-accepted" -> alterPartitionAccepted(line);
            case "became-leader" -> becameLeader(line);
            case "became-follower" -> becameFollower(line);
            case "isr-proposed" -> isrProposed(line);
            case "isr-committed" ->
                new JournalEntry.IsrCommitted(
                        partition(line), partitionEpoch(line), leaderEpoch(line), line.integers("isr"));
            case "truncated" -> truncated(line);
            case "recovered" ->
                new JournalEntry.Recovered(
                        partition(line),
                        partitionEpoch(line),
                        line.number("logStartOffset"),
                        line.number("foundEndOffset"));
            case "high-watermark-moved" -> highWatermarkMoved(line);
            case "follower-progress" ->
                new JournalEntry.FollowerProgress(
                        partition(line),
                        partitionEpoch(line),
                        leaderEpoch(line),
                        line.integer("replica"),
                        line.number("logEndOffset"));
            case "bound-hit" -> new JournalEntry.BoundHit(line.text("bound"), line.text("detail"));
            default -> new JournalEntry.Other(event);
        };
    }

    private JournalEntry stateWritten(LineFields line) {
        return new JournalEntry.StateWritten(
                partition(line),
                partitionEpoch(line),
                line.integer("controllerEpoch"),
                line.integer("leader"),
                leaderEpoch(line),
                line.integers("isr"),
                line.text("reason"));
    }

    private static JournalEntry controlAccepted(LineFields line) {
        return new JournalEntry.ControlAccepted(
                line.text("api"),
                line.integer("controllerId"),
                line.integer("controllerEpoch"),
                line.number("requestBrokerEpoch"),
                line.number("ownBrokerEpoch"),
                line.integer("highestControllerEpoch"));
    }

    private JournalEntry alterPartitionAccepted(LineFields line) {
        return new JournalEntry.AlterPartitionAccepted(
                partition(line),
                partitionEpoch(line),
                leaderEpoch(line),
                line.integer("sender"),
                line.number("senderEpoch"),
                line.number("registeredEpoch"),
                line.integers("isr"));
    }

    private JournalEntry becameLeader(LineFields line) {
        return new JournalEntry.BecameLeader(
                partition(line),
                partitionEpoch(line),
                leaderEpoch(line),
                line.number("startOffset"),
                line.number("logStartOffset"),
                line.number("highWatermark"),
                line.integers("isr"));
    }

    private JournalEntry becameFollower(LineFields line) {
        return new JournalEntry.BecameFollower(
                partition(line),
                partitionEpoch(line),
                leaderEpoch(line),
                line.integer("leader"),
                line.number("logStartOffset"),
                line.number("logEndOffset"),
                line.number("highWatermark"));
    }

    private JournalEntry isrProposed(LineFields line) {
        return new JournalEntry.IsrProposed(
                partition(line),
                partitionEpoch(line),
                leaderEpoch(line),
                line.integers("isr"),
                line.number("leaderEpochStartOffset"),
                line.number("highWatermark"),
                line.objects("evidence").stream()
                        .map(shown -> new ReplicaEvidence(
                                shown.integer("replica"),
                                shown.number("logEndOffset"),
                                shown.integer("fetchLeaderEpoch")))
                        .toList());
    }

    private JournalEntry truncated(LineFields line) {
        return new JournalEntry.Truncated(
                partition(line),
                partitionEpoch(line),
                leaderEpoch(line),
                line.number("fromOffset"),
                line.number("toOffset"),
                line.number("highWatermark"),
                line.text("reason"));
    }

    private JournalEntry highWatermarkMoved(LineFields line) {
        return new JournalEntry.HighWatermarkMoved(
                partition(line),
                partitionEpoch(line),
                leaderEpoch(line),
                line.flag("leading"),
                line.number("highWatermark"),
                line.number("logEndOffset"),
                line.integer("isrSize"));
    }

    /** One instance for each partition, however many lines name it. */
    private Partition partition(LineFields line) {
        return partitions.computeIfAbsent(
                new Partition(line.text("topic"), line.integer("partition")), partition -> partition);
    }

    private static int partitionEpoch(LineFields line) {
        return line.integer("partitionEpoch");
    }

    private static int leaderEpoch(LineFields line) {
        return line.integer("leaderEpoch");
    }
}
