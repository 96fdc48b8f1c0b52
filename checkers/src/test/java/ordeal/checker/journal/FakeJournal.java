package ordeal.checker.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ordeal.checker.Partition;
import ordeal.checker.journal.JournalEntry.ReplicaEvidence;
import ordeal.checker.zookeeper.RunDescriptions;

/** A broker's journal written by hand, about partition t-0; one incarnation until told otherwise. */
public final class FakeJournal implements BrokerJournal {
    private static final Partition PARTITION = new Partition("t", 0);

    private final int broker;
    private final List<JournalLine> lines = new ArrayList<>();
    private int incarnation = 1;
    private long sequence;
    private long nextEpochMs = RunDescriptions.STARTED_EPOCH_MS;

    public FakeJournal(int broker) {
        this.broker = broker;
    }

    /** The broker was killed and started again. */
    public FakeJournal restarted() {
        incarnation++;
        sequence = 0;
        return this;
    }

    /** The next line is written at this wall clock, and each after it a millisecond later. */
    public FakeJournal at(long epochMs) {
        nextEpochMs = epochMs;
        return this;
    }

    /** Any line. */
    public FakeJournal line(JournalEntry entry) {
        sequence++;
        lines.add(new JournalLine(broker, incarnation, sequence, nextEpochMs++, entry, entry.toString()));
        return this;
    }

    public FakeJournal registered(long session, long brokerEpoch) {
        return line(new JournalEntry.Registered(session, brokerEpoch));
    }

    public FakeJournal elected(int controllerEpoch) {
        return line(new JournalEntry.Elected(controllerEpoch));
    }

    public FakeJournal written(int partitionEpoch, int controllerEpoch, int leader, int leaderEpoch, Integer... isr) {
        return line(new JournalEntry.StateWritten(
                PARTITION, partitionEpoch, controllerEpoch, leader, leaderEpoch, List.of(isr), "test"));
    }

    public FakeJournal obeyed(int controller, int controllerEpoch, long requestEpoch, long ownEpoch, int highest) {
        return line(new JournalEntry.ControlAccepted(
                "LEADER_AND_ISR", controller, controllerEpoch, requestEpoch, ownEpoch, highest));
    }

    public FakeJournal granted(
            int partitionEpoch, int leaderEpoch, int sender, long senderEpoch, long registeredEpoch) {
        return line(new JournalEntry.AlterPartitionAccepted(
                PARTITION, partitionEpoch, leaderEpoch, sender, senderEpoch, registeredEpoch, List.of(sender)));
    }

    /** Leads from {@code start} on, with a high watermark of 0. */
    public FakeJournal leads(int partitionEpoch, int leaderEpoch, long start, Integer... isr) {
        return leadsFrom(partitionEpoch, leaderEpoch, start, 0, isr);
    }

    public FakeJournal leadsFrom(int partitionEpoch, int leaderEpoch, long start, long highWatermark, Integer... isr) {
        return line(new JournalEntry.BecameLeader(
                PARTITION, partitionEpoch, leaderEpoch, start, 0, highWatermark, List.of(isr)));
    }

    public FakeJournal follows(int partitionEpoch, int leaderEpoch, int leader, long end, long highWatermark) {
        return line(
                new JournalEntry.BecameFollower(PARTITION, partitionEpoch, leaderEpoch, leader, 0, end, highWatermark));
    }

    public FakeJournal proposed(
            int partitionEpoch, int leaderEpoch, List<Integer> isr, long start, long highWatermark) {
        return line(new JournalEntry.IsrProposed(
                PARTITION, partitionEpoch, leaderEpoch, isr, start, highWatermark, List.of()));
    }

    /** A proposal to add a replica, with what its fetch showed. */
    public FakeJournal proposed(
            int partitionEpoch,
            int leaderEpoch,
            List<Integer> isr,
            long start,
            long highWatermark,
            ReplicaEvidence evidence) {
        return line(new JournalEntry.IsrProposed(
                PARTITION, partitionEpoch, leaderEpoch, isr, start, highWatermark, List.of(evidence)));
    }

    public FakeJournal committed(int partitionEpoch, int leaderEpoch, Integer... isr) {
        return line(new JournalEntry.IsrCommitted(PARTITION, partitionEpoch, leaderEpoch, List.of(isr)));
    }

    public FakeJournal cut(int partitionEpoch, int leaderEpoch, long from, long to, long highWatermark) {
        return line(new JournalEntry.Truncated(
                PARTITION, partitionEpoch, leaderEpoch, from, to, highWatermark, "a new follower resumes"));
    }

    /** As leader with an ISR of so many, to a high watermark with the log's end there too. */
    public FakeJournal commits(int partitionEpoch, int leaderEpoch, long highWatermark, int isrSize) {
        return line(new JournalEntry.HighWatermarkMoved(
                PARTITION, partitionEpoch, leaderEpoch, true, highWatermark, highWatermark, isrSize));
    }

    /** As follower, to a high watermark with the log's end there too. */
    public FakeJournal hears(int partitionEpoch, int leaderEpoch, long highWatermark) {
        return line(new JournalEntry.HighWatermarkMoved(
                PARTITION, partitionEpoch, leaderEpoch, false, highWatermark, highWatermark, -1));
    }

    public FakeJournal saw(int partitionEpoch, int leaderEpoch, int replica, long end) {
        return line(new JournalEntry.FollowerProgress(PARTITION, partitionEpoch, leaderEpoch, replica, end));
    }

    @Override
    public int broker() {
        return broker;
    }

    @Override
    public void forEach(Consumer<? super JournalLine> action) {
        lines.forEach(action);
    }

    @Override
    public List<JournalLine> deeds() {
        return lines.stream()
                .filter(line -> !(line.entry() instanceof JournalEntry.Progress))
                .toList();
    }
}
