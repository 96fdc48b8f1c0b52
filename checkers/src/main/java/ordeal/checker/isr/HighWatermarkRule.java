package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.checker.Partition;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.JournalEntry.BecameFollower;
import ordeal.checker.journal.JournalEntry.BecameLeader;
import ordeal.checker.journal.JournalEntry.HighWatermarkMoved;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Row 10, the high watermark. Where a broker begins to lead or to follow, it lies between the log's start offset and its end offset; where
 * it moves, between 0 and the log's end offset, for that line names no start. A leader's does not go back in its tenure, and moves only while
 * the committed ISR has min(min.insync.replicas, number of replicas) members. A follower's is not above what the leader of its epoch had.
 *
 * <p>Legitimate: a follower's goes back, for a new leader's may trail. Not judged: followers of a leader whose journal ends within its
 * tenure, for what it did last may be unwritten. What a proposed ISR or a truncation names is for {@link IsrAdmission} and
 * {@link CommittedTruncation} to look at.
 */
public final class HighWatermarkRule extends JournalRule {
    /** The anomaly's word for a high watermark where it cannot be. */
    static final String TYPE = "high-watermark-broken";

    /** The rule. */
    public HighWatermarkRule() {
        super("high-watermark");
    }

    @Override
    void judge(Told told, RuleFindings findings) {
        Followed followed = new Followed();
        findings.count("high-watermarks", 0);
        for (BrokerJournal journal : told.journals().all()) {
            Pass pass = new Pass(told, followed, findings);
            journal.forEach(pass::accept);
            pass.end();
        }
        followed.judge(findings);
    }

    /** One broker's journal, from its first line to its last. */
    private static final class Pass {
        private final Told told;
        private final Followed followed;
        private final RuleFindings findings;
        private final Map<Partition, Tenure> tenures = new HashMap<>();
        private int incarnation;

        private static final class Tenure {
            private final int leaderEpoch;
            private JournalLine last;
            private long highWatermark;

            Tenure(int leaderEpoch, JournalLine began, long highWatermark) {
                this.leaderEpoch = leaderEpoch;
                this.last = began;
                this.highWatermark = highWatermark;
            }
        }

        Pass(Told told, Followed followed, RuleFindings findings) {
            this.told = told;
            this.followed = followed;
            this.findings = findings;
        }

        void accept(JournalLine line) {
            if (line.incarnation() != incarnation) {
                end();
                incarnation = line.incarnation();
            }
            if (line.entry() instanceof BecameLeader began) {
                within(line, began.partition(), began.logStartOffset(), began.highWatermark(), began.startOffset());
                Tenure tenure = new Tenure(began.leaderEpoch(), line, began.highWatermark());
                tenures.put(began.partition(), tenure);
                followed.led(line, began.partition(), began.leaderEpoch(), began.highWatermark());
            } else if (line.entry() instanceof BecameFollower began) {
                within(line, began.partition(), began.logStartOffset(), began.highWatermark(), began.logEndOffset());
                tenures.remove(began.partition());
            } else if (line.entry() instanceof HighWatermarkMoved moved) {
                findings.count("high-watermarks", 1);
                within(line, moved.partition(), 0, moved.highWatermark(), moved.logEndOffset());
                if (moved.leading()) {
                    led(line, moved);
                } else {
                    followed.followed(line, moved);
                }
            }
        }

        /** The journal ends here, and the tenures that go on may have gone further. */
        void end() {
            tenures.forEach((partition, tenure) -> followed.open(partition, tenure.leaderEpoch));
            tenures.clear();
        }

        private void led(JournalLine line, HighWatermarkMoved moved) {
            Tenure tenure = tenures.get(moved.partition());
            if (tenure != null && tenure.leaderEpoch == moved.leaderEpoch()) {
                if (moved.highWatermark() < tenure.highWatermark) {
                    broken(
                            TYPE,
                            line,
                            moved.partition(),
                            "the high watermark went back from " + tenure.highWatermark + " to " + moved.highWatermark()
                                    + " within leader epoch " + moved.leaderEpoch(),
                            tenure.last);
                }
                tenure.last = line;
                tenure.highWatermark = moved.highWatermark();
            }
            followed.led(line, moved.partition(), moved.leaderEpoch(), moved.highWatermark());
            gate(line, moved);
        }

        private void gate(JournalLine line, HighWatermarkMoved moved) {
            RunDescription run = told.evidence().run();
            if (!run.partitions().contains(moved.partition())) {
                return;
            }
            int replicas = told.states()
                    .at(moved.partition(), moved.partitionEpoch())
                    .map(PartitionState::zxid)
                    .map(zxid ->
                            told.timeline().replicasAt(moved.partition(), zxid).size())
                    .orElse(0);
            int required = Math.min(run.topicOf(moved.partition()).minInsyncReplicas(), replicas);
            if (moved.isrSize() < required) {
                broken(
                        StateRule.TYPE,
                        line,
                        moved.partition(),
                        "the high watermark moved to " + moved.highWatermark() + " while the ISR had " + moved.isrSize()
                                + " members of the required " + required,
                        line);
            }
        }

        private void within(JournalLine line, Partition partition, long start, long highWatermark, long end) {
            if (highWatermark < start || highWatermark > end) {
                broken(
                        TYPE,
                        line,
                        partition,
                        "the high watermark " + highWatermark + " lies outside the log from " + start + " to " + end,
                        line);
            }
        }

        private void broken(String type, JournalLine line, Partition partition, String fault, JournalLine before) {
            List<JournalLine> lines = before.equals(line) ? List.of(line) : List.of(before, line);
            findings.broken(
                    type,
                    partition,
                    line.epochMs(),
                    partition + ", broker " + line.broker() + ": " + fault,
                    lines.stream().map(each -> witness(each, findings)).toList());
        }
    }

    /** How far leaders and followers of each epoch came. */
    private static final class Followed {
        private final Map<Epoch, Reached> leaders = new HashMap<>();
        private final Map<Epoch, Reached> followers = new HashMap<>();
        private final Map<Epoch, Boolean> open = new HashMap<>();
        private final List<Epoch> order = new ArrayList<>();

        private record Epoch(Partition partition, int leaderEpoch) {}

        private record Reached(long highWatermark, JournalLine line) {
            static Reached higher(Reached one, Reached other) {
                return other.highWatermark() > one.highWatermark() ? other : one;
            }
        }

        void led(JournalLine line, Partition partition, int leaderEpoch, long highWatermark) {
            leaders.merge(new Epoch(partition, leaderEpoch), new Reached(highWatermark, line), Reached::higher);
        }

        void followed(JournalLine line, HighWatermarkMoved moved) {
            Epoch epoch = new Epoch(moved.partition(), moved.leaderEpoch());
            if (!followers.containsKey(epoch)) {
                order.add(epoch);
            }
            followers.merge(epoch, new Reached(moved.highWatermark(), line), Reached::higher);
        }

        void open(Partition partition, int leaderEpoch) {
            open.put(new Epoch(partition, leaderEpoch), true);
        }

        void judge(RuleFindings findings) {
            for (Epoch epoch : order) {
                Reached follower = followers.get(epoch);
                Reached leader = leaders.get(epoch);
                if (follower == null || leader == null || open.containsKey(epoch)) {
                    continue;
                }
                findings.count("followed-epochs", 1);
                if (follower.highWatermark() > leader.highWatermark()) {
                    findings.broken(
                            TYPE,
                            epoch.partition(),
                            follower.line().epochMs(),
                            epoch.partition() + ": broker " + follower.line().broker() + " followed in leader epoch "
                                    + epoch.leaderEpoch() + " with high watermark " + follower.highWatermark()
                                    + ", above all that its leader, broker "
                                    + leader.line().broker() + ", had: " + leader.highWatermark(),
                            List.of(witness(leader.line(), findings), witness(follower.line(), findings)));
                }
            }
        }
    }
}
