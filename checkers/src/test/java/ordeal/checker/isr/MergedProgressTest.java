package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import ordeal.checker.Partition;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.journal.JournalEntry.FollowerProgress;
import ordeal.checker.journal.JournalEntry.HighWatermarkMoved;
import ordeal.checker.journal.JournalEntry.IsrCommitted;
import ordeal.checker.journal.JournalEntry.IsrProposed;
import ordeal.checker.journal.JournalEntry.ReplicaEvidence;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** However progress is merged and wherever a kill cuts the journal, a leader that keeps the rules raises no alarm. */
class MergedProgressTest {
    private static final int SEEDS = 2_000;

    @Test
    void neverRejectsALeaderThatCountsEveryMember() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            TestEvidence evidence = new Leader(seed, false).run();
            for (JournalRule rule : rules()) {
                assertThat(rule.check(evidence).verdict())
                        .as("%s, seed %d", rule.name(), seed)
                        .isEqualTo(new Verdict.Valid());
            }
        }
    }

    @Test
    void rejectsALeaderThatForgetsAMemberOnMostSeeds() {
        int caught = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            TestEvidence evidence = new Leader(seed, true).run();
            caught += new StrongIsr().check(evidence).verdict() instanceof Verdict.Invalid ? 1 : 0;
        }
        assertThat(caught).isGreaterThan(SEEDS / 2);
    }

    private static List<JournalRule> rules() {
        return List.of(new StrongIsr(), new HighWatermarkRule(), new IsrAdmission(), new JournalAgainstZooKeeper());
    }

    /** Broker 1 leads t-0 in epoch 0 until it is killed, and writes as brokers write: progress is held back and merged. */
    private static final class Leader {
        private static final Partition PARTITION = new Partition("t", 0);

        private final Random random;
        private final boolean forgetful;
        private final FakeTimeline timeline = new FakeTimeline();
        private final List<JournalEntry> written = new ArrayList<>();
        private final Map<String, JournalEntry> waiting = new LinkedHashMap<>();
        private final Map<Integer, Long> shown = new TreeMap<>(Map.of(2, -1L, 3, -1L));
        private List<Integer> isr = List.of(1, 2, 3);
        private List<Integer> wanted = List.of();
        private boolean decided;
        private int partitionEpoch;
        private int lastBatch;
        private long end = 10;
        private long highWatermark;
        private long second = 1;

        Leader(long seed, boolean forgetful) {
            this.random = new Random(seed);
            this.forgetful = forgetful;
        }

        TestEvidence run() {
            timeline.state(second++, 1, 0, 1, 2, 3);
            record(new JournalEntry.BecameLeader(PARTITION, 0, 0, end, 0, 0, isr));
            int steps = 20 + random.nextInt(200);
            for (int i = 0; i < steps; i++) {
                step();
            }
            FakeJournal journal = new FakeJournal(1);
            int torn = lastBatch == 0 ? 0 : random.nextInt(lastBatch);
            written.subList(0, written.size() - torn).forEach(journal::line);
            return Given.journaled(timeline, journal);
        }

        private void step() {
            lastBatch = 0; // only a write during which the kill comes can be torn
            switch (random.nextInt(8)) {
                case 0 -> end += 1 + random.nextInt(5);
                case 1, 2, 3 -> fetch(2 + random.nextInt(2));
                case 4 -> write(List.copyOf(waiting.values()));
                case 5 -> decide();
                case 6 -> hear();
                default -> shrink();
            }
            advance();
        }

        private void fetch(int replica) {
            long from = Math.max(0, shown.getOrDefault(replica, 0L));
            long offset = from + random.nextInt((int) (end - from) + 1);
            shown.put(replica, offset);
            hold("progress-" + replica, new FollowerProgress(PARTITION, partitionEpoch, 0, replica, offset));
            if (wanted.isEmpty() && !isr.contains(replica) && offset >= highWatermark && offset >= 10) {
                propose(
                        Stream.concat(isr.stream(), Stream.of(replica)).toList(),
                        List.of(new ReplicaEvidence(replica, offset, 0)));
            }
        }

        private void shrink() {
            int laggard = 2 + random.nextInt(2);
            if (wanted.isEmpty() && isr.contains(laggard)) {
                propose(isr.stream().filter(id -> id != laggard).toList(), List.of());
            }
        }

        private void propose(List<Integer> next, List<ReplicaEvidence> evidence) {
            record(new IsrProposed(PARTITION, partitionEpoch, 0, next, 10, highWatermark, evidence));
            wanted = next;
            decided = false;
        }

        /** ZooKeeper has it, and the leader has not heard; or the controller refuses. */
        private void decide() {
            if (wanted.isEmpty() || decided) {
                return;
            }
            if (random.nextInt(3) == 0) {
                wanted = List.of();
            } else {
                timeline.state(second++, 1, 0, wanted.toArray(Integer[]::new));
                decided = true;
            }
        }

        private void hear() {
            if (decided && !wanted.isEmpty()) {
                isr = wanted;
                partitionEpoch++;
                wanted = List.of();
                record(new IsrCommitted(PARTITION, partitionEpoch, 0, isr));
            }
        }

        private void advance() {
            long smallest = end;
            for (Map.Entry<Integer, Long> replica : shown.entrySet()) {
                boolean counts = isr.contains(replica.getKey()) || wanted.contains(replica.getKey());
                if (counts && !(forgetful && replica.getKey() == 3)) {
                    smallest = Math.min(smallest, replica.getValue());
                }
            }
            if (isr.size() >= 2 && smallest > highWatermark) {
                highWatermark = smallest;
                hold(
                        "high-watermark",
                        new HighWatermarkMoved(PARTITION, partitionEpoch, 0, true, smallest, end, isr.size()));
            }
        }

        private void hold(String key, JournalEntry entry) {
            waiting.remove(key);
            waiting.put(key, entry);
        }

        private void record(JournalEntry entry) {
            List<JournalEntry> batch = new ArrayList<>(waiting.values());
            batch.add(entry);
            write(batch);
        }

        private void write(List<JournalEntry> batch) {
            written.addAll(batch);
            lastBatch = batch.isEmpty() ? lastBatch : batch.size();
            waiting.clear();
        }
    }
}
