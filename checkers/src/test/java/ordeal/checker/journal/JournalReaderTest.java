package ordeal.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ordeal.checker.Partition;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Part;
import ordeal.checker.zookeeper.RunDescriptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    private static final Partition T0 = new Partition("t", 0);

    private static final String EVERY_EVENT = """
            {"sequence":1,"epochMs":1000,"event":"session-started","sessionId":72057594037927936}
            {"sequence":2,"epochMs":1000,"event":"registered","sessionId":72057594037927936,"brokerEpoch":4294967301}
            {"sequence":3,"epochMs":1000,"event":"elected","controllerEpoch":2,"epochVersion":1}
            {"sequence":4,"epochMs":1000,"event":"state-written","topic":"t","partition":0,"partitionEpoch":0,\
            "controllerEpoch":2,"leader":1,"leaderEpoch":0,"isr":[1,2],"reason":"new partition"}
            {"sequence":5,"epochMs":1000,"event":"control-accepted","api":"LEADER_AND_ISR","controllerId":1,"controllerEpoch":2,\
            "requestBrokerEpoch":-1,"ownBrokerEpoch":7,"highestControllerEpoch":-1}
            {"sequence":6,"epochMs":1000,"event":"became-leader","topic":"t","partition":0,"partitionEpoch":0,"leaderEpoch":0,\
            "startOffset":3,"logStartOffset":0,"highWatermark":2,"isr":[1,2]}
            {"sequence":7,"epochMs":1000,"event":"follower-progress","topic":"t","partition":0,"partitionEpoch":0,"leaderEpoch":0,\
            "replica":2,"logEndOffset":9}
            {"sequence":8,"epochMs":1000,"event":"high-watermark-moved","topic":"t","partition":0,"partitionEpoch":0,\
            "leaderEpoch":0,"leading":true,"highWatermark":9,"logEndOffset":10,"isrSize":2}
            {"sequence":9,"epochMs":1000,"event":"isr-proposed","topic":"t","partition":0,"partitionEpoch":0,"leaderEpoch":0,\
            "isr":[1,2,3],"leaderEpochStartOffset":3,"highWatermark":9,\
            "evidence":[{"replica":3,"logEndOffset":9,"fetchLeaderEpoch":0}]}
            {"sequence":10,"epochMs":1000,"event":"alter-partition-accepted","topic":"t","partition":0,"partitionEpoch":0,\
            "leaderEpoch":0,"sender":1,"senderEpoch":7,"registeredEpoch":7,"isr":[1,2,3]}
            {"sequence":11,"epochMs":1000,"event":"isr-committed","topic":"t","partition":0,"partitionEpoch":1,"leaderEpoch":0,\
            "isr":[1,2,3]}
            {"sequence":12,"epochMs":1000,"event":"request-fenced","api":"STOP_REPLICA","error":"STALE_BROKER_EPOCH","detail":"7"}
            {"sequence":13,"epochMs":1000,"event":"became-follower","topic":"t","partition":0,"partitionEpoch":2,"leaderEpoch":1,\
            "leader":2,"logStartOffset":0,"logEndOffset":10,"highWatermark":9}
            {"sequence":14,"epochMs":1000,"event":"truncated","topic":"t","partition":0,"partitionEpoch":2,"leaderEpoch":1,\
            "fromOffset":10,"toOffset":9,"highWatermark":9,"reason":"the leader's epoch 0 ends at 9"}
            {"sequence":15,"epochMs":1000,"event":"recovered","topic":"t","partition":0,"partitionEpoch":-1,"logStartOffset":0,\
            "foundEndOffset":9}
            {"sequence":16,"epochMs":1000,"event":"resigned","controllerEpoch":2,"reason":"another was elected"}
            {"sequence":17,"epochMs":1000,"event":"bound-hit","bound":"journal","detail":"full"}
            {"sequence":18,"epochMs":1000,"event":"session-expired","sessionId":72057594037927936}
            """;

    @TempDir
    Path folder;

    @Test
    void readsEveryEventOfTheBroker() throws IOException {
        file(1000, EVERY_EVENT);
        assertThat(entries(present()))
                .containsExactly(
                        new JournalEntry.Other("session-started"),
                        new JournalEntry.Registered(0x100000000000000L, 0x100000005L),
                        new JournalEntry.Elected(2),
                        new JournalEntry.StateWritten(T0, 0, 2, 1, 0, List.of(1, 2), "new partition"),
                        new JournalEntry.ControlAccepted("LEADER_AND_ISR", 1, 2, -1, 7, -1),
                        new JournalEntry.BecameLeader(T0, 0, 0, 3, 0, 2, List.of(1, 2)),
                        new JournalEntry.FollowerProgress(T0, 0, 0, 2, 9),
                        new JournalEntry.HighWatermarkMoved(T0, 0, 0, true, 9, 10, 2),
                        new JournalEntry.IsrProposed(
                                T0, 0, 0, List.of(1, 2, 3), 3, 9, List.of(new JournalEntry.ReplicaEvidence(3, 9, 0))),
                        new JournalEntry.AlterPartitionAccepted(T0, 0, 0, 1, 7, 7, List.of(1, 2, 3)),
                        new JournalEntry.IsrCommitted(T0, 1, 0, List.of(1, 2, 3)),
                        new JournalEntry.RequestFenced("STOP_REPLICA", "STALE_BROKER_EPOCH", "7"),
                        new JournalEntry.BecameFollower(T0, 2, 1, 2, 0, 10, 9),
                        new JournalEntry.Truncated(T0, 2, 1, 10, 9, 9, "the leader's epoch 0 ends at 9"),
                        new JournalEntry.Recovered(T0, -1, 0, 9),
                        new JournalEntry.Resigned(2, "another was elected"),
                        new JournalEntry.BoundHit("journal", "full"),
                        new JournalEntry.SessionExpired(0x100000000000000L));
        assertThat(present().deeds()).hasSize(16).noneMatch(line -> line.entry() instanceof JournalEntry.Progress);
    }

    @Test
    void numbersIncarnationsByTheStartInTheFilesName() throws IOException {
        file(999, elected(1, 1));
        file(10_000, elected(1, 3));
        file(1000, elected(1, 2));
        Files.writeString(folder.resolve("notes.txt"), "no journal");
        assertThat(present().deeds()).extracting(JournalLine::incarnation).containsExactly(1, 2, 3);
        assertThat(entries(present()))
                .containsExactly(new JournalEntry.Elected(1), new JournalEntry.Elected(2), new JournalEntry.Elected(3));
    }

    @Test
    void dropsTornLastLineOfEachIncarnation() throws IOException {
        file(1, elected(1, 1) + "{\"sequence\":2,\"epochMs\":10");
        file(2, elected(1, 2) + elected(2, 3).strip());
        file(3, "");
        assertThat(entries(present())).containsExactly(new JournalEntry.Elected(1), new JournalEntry.Elected(2));
    }

    @Test
    void passesOverUnknownEventsAndFields() throws IOException {
        file(1, """
                {"sequence":1,"epochMs":5,"event":"danced","topic":7}
                {"sequence":2,"epochMs":5,"event":"elected","controllerEpoch":4,"mood":{"good":[true]}}
                """);
        assertThat(entries(present())).containsExactly(new JournalEntry.Other("danced"), new JournalEntry.Elected(4));
    }

    @Test
    void rejectsMissingLines() throws IOException {
        file(1, elected(1, 1) + elected(3, 2));
        assertMissing("line 2 of journal-1.jsonl of broker 2 has sequence 3: lines are missing");
    }

    @Test
    void rejectsFileThatBeginsLate() throws IOException {
        file(1, elected(2, 1));
        assertMissing("line 1 of journal-1.jsonl of broker 2 has sequence 2: lines are missing");
    }

    @Test
    void rejectsBrokenLineThatIsNotTheTornLast() throws IOException {
        file(1, elected(1, 1) + "{\"sequence\":2,\"epo\n" + elected(3, 1));
        assertMissing("line 2 of journal-1.jsonl of broker 2 is broken: no JSON");
    }

    @Test
    void rejectsBrokenLastLineThatIsWhole() throws IOException {
        file(1, elected(1, 1) + "{\"sequence\":2,\"epo\n");
        assertMissing("line 2 of journal-1.jsonl of broker 2 is broken: no JSON");
    }

    @Test
    void rejectsKnownEventThatLacksAFieldOrHasAnotherKindOfIt() throws IOException {
        file(1, "{\"sequence\":1,\"epochMs\":5,\"event\":\"elected\"}\n");
        assertMissing("no whole number of 32 bits under controllerEpoch");
        file(1, "{\"sequence\":1,\"epochMs\":5,\"event\":\"elected\",\"controllerEpoch\":\"2\"}\n");
        assertMissing("no whole number of 32 bits under controllerEpoch");
        file(1, "[1]\n");
        assertMissing("no JSON object");
        file(1, elected(1, 1).strip() + " {}\n");
        assertMissing("no JSON");
    }

    @Test
    void cannotReadABrokerThatLeftNoJournal() throws IOException {
        assertMissing("broker 2 left no journal");
        assertThat(JournalReader.load(2, folder.resolve("absent")))
                .isEqualTo(new Part.Missing<>("broker 2 left no journal"));
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String reason = "x".repeat(200_000);
        file(
                1,
                "{\"sequence\":1,\"epochMs\":5,\"event\":\"resigned\",\"controllerEpoch\":4,\"reason\":\"" + reason
                        + "\"}\n" + elected(2, 5));
        assertThat(entries(present()))
                .containsExactly(new JournalEntry.Resigned(4, reason), new JournalEntry.Elected(5));
    }

    @Test
    void tellsLeadershipsInTheFormOfOtherSystemsLogs() throws IOException {
        file(1000, EVERY_EVENT);
        Part<List<RoleChange>> roles =
                Journals.roleChanges(RunDescriptions.run("", 1), Map.of(2, JournalReader.load(2, folder)));
        assertThat(roles)
                .isInstanceOfSatisfying(
                        Part.Present.class,
                        part -> assertThat((List<?>) part.value())
                                .singleElement()
                                .isInstanceOfSatisfying(RoleChange.class, role -> {
                                    assertThat(role.broker()).isEqualTo(2);
                                    assertThat(role.partition()).isZero();
                                    assertThat(role.leaderEpoch()).isZero();
                                    assertThat(role.startOffset()).isEqualTo(3);
                                    assertThat(role.isr()).containsExactly(1, 2);
                                    assertThat(role.line()).contains("broker 2, incarnation 1: {\"sequence\":6");
                                }));
        file(1001, elected(2, 1));
        assertThat(Journals.roleChanges(RunDescriptions.run("", 1), Map.of(2, JournalReader.load(2, folder))))
                .isInstanceOf(Part.Missing.class);
    }

    @Test
    void namesTheCutsThatRemovedAnOffset() throws IOException {
        file(1000, EVERY_EVENT);
        Cuts cuts = Cuts.of(Journals.present(Map.of(2, JournalReader.load(2, folder))));
        assertThat(cuts.of(T0)).hasSize(1);
        assertThat(cuts.removing(T0, 9, 2))
                .singleElement()
                .satisfies(cut -> assertThat(cut.sentence())
                        .isEqualTo("broker 2 cut t-0 from 10 to 9 in epoch 1 (partition epoch 2):"
                                + " the leader's epoch 0 ends at 9"));
        assertThat(cuts.removing(T0, 8, 2)).isEmpty();
        assertThat(cuts.removing(T0, 10, 2)).isEmpty();
        assertThat(cuts.removing(T0, 9, 1)).isEmpty();
    }

    private void file(long startedMs, String text) throws IOException {
        Files.writeString(folder.resolve("journal-" + startedMs + ".jsonl"), text);
    }

    private static String elected(long sequence, int epoch) {
        return "{\"sequence\":" + sequence + ",\"epochMs\":5,\"event\":\"elected\",\"controllerEpoch\":" + epoch
                + "}\n";
    }

    private BrokerJournal present() throws IOException {
        Part<BrokerJournal> part = JournalReader.load(2, folder);
        assertThat(part).isInstanceOf(Part.Present.class);
        return ((Part.Present<BrokerJournal>) part).value();
    }

    private static List<JournalEntry> entries(BrokerJournal journal) {
        List<JournalEntry> entries = new ArrayList<>();
        journal.forEach(line -> entries.add(line.entry()));
        return entries;
    }

    private void assertMissing(String reason) throws IOException {
        assertThat(JournalReader.load(2, folder))
                .isInstanceOfSatisfying(
                        Part.Missing.class,
                        missing -> assertThat(missing.reason()).contains(reason));
    }
}
