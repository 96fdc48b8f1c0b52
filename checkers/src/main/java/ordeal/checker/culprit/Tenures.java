package ordeal.checker.culprit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;

/** Who led when by the brokers' own word. It takes the journals of all of them: a leader whose journal is missing might be anybody. */
final class Tenures {
    private final Map<Partition, List<Tenure>> byPartition = new HashMap<>();

    private Tenures() {}

    /**
     * A broker's leadership of a partition in one epoch, on the run's clock.
     *
     * @param toNanos when it became a follower, led another epoch, or was found to have been started anew; {@link Long#MAX_VALUE} for never
     */
    record Tenure(int broker, int leaderEpoch, long fromNanos, long toNanos) {}

    static Optional<Tenures> of(RunDescription run, Map<Integer, Part<BrokerJournal>> parts) {
        Tenures tenures = new Tenures();
        for (int broker : run.cluster().brokers()) {
            if (!(parts.get(broker) instanceof Part.Present<BrokerJournal>(BrokerJournal journal))) {
                return Optional.empty();
            }
            tenures.read(journal, RunClock.of(run));
        }
        return Optional.of(tenures);
    }

    /** Every leadership of the partition that may have lasted at some moment between two. */
    List<Tenure> during(Partition partition, long fromNanos, long toNanos) {
        return byPartition.getOrDefault(partition, List.of()).stream()
                .filter(tenure -> tenure.fromNanos() <= toNanos + RunClock.SLACK_NANOS
                        && fromNanos <= tenure.toNanos() + RunClock.SLACK_NANOS)
                .toList();
    }

    private void read(BrokerJournal journal, RunClock clock) {
        Map<Partition, Tenure> open = new HashMap<>();
        int incarnation = 0;
        for (JournalLine line : journal.deeds()) {
            long nanos = clock.nanosAt(line.epochMs());
            if (line.incarnation() != incarnation) {
                incarnation = line.incarnation();
                List.copyOf(open.keySet()).forEach(partition -> close(partition, open, nanos));
            }
            if (line.entry() instanceof JournalEntry.BecameLeader began) {
                close(began.partition(), open, nanos);
                open.put(
                        began.partition(),
                        new Tenure(line.broker(), began.leaderEpoch(), nanos, Long.MAX_VALUE - RunClock.SLACK_NANOS));
            } else if (line.entry() instanceof JournalEntry.BecameFollower began) {
                close(began.partition(), open, nanos);
            }
        }
        open.forEach(this::add);
    }

    private void close(Partition partition, Map<Partition, Tenure> open, long nanos) {
        Tenure tenure = open.remove(partition);
        if (tenure != null) {
            add(partition, new Tenure(tenure.broker(), tenure.leaderEpoch(), tenure.fromNanos(), nanos));
        }
    }

    private void add(Partition partition, Tenure tenure) {
        byPartition.computeIfAbsent(partition, _ -> new ArrayList<>()).add(tenure);
    }
}
