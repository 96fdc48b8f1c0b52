package ordeal.checker.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import ordeal.checker.run.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleLogTest {
    private static final long SECOND_EPOCH = 2L << 32;

    @TempDir
    Path temp;

    private int directories;

    @Test
    void acceptsLogWithoutGapThatReachesTheFinalTransaction() {
        assertThat(count(1, 5, directory().append(1, 2, 3).append(4, 5, 6))).isEqualTo(6);
    }

    @Test
    void rejectsLogThatEndsBeforeTheFinalTransaction() {
        assertThat(reason(1, 6, directory().append(1, 2, 3, 4, 5))).contains("ends at zxid 0x5");
    }

    @Test
    void rejectsGap() {
        assertThat(reason(1, 6, directory().append(1, 2, 3).append(5, 6)))
                .isEqualTo("gap in ZooKeeper's log between zxid 0x3 and 0x5");
    }

    @Test
    void ignoresGapBeforeTheFirstTransactionOfTheRun() {
        assertThat(count(5, 6, directory().append(1, 2, 3).append(5, 6))).isEqualTo(2);
    }

    @Test
    void rejectsLogThatStartsAfterTheFirstTransactionOfTheRun() {
        assertThat(reason(1, 3, directory().append(2, 3))).contains("first transaction 0x1");
    }

    @Test
    void readsTornTailAsPlainEnd() throws IOException {
        LogDirectory directory = directory().append(1, 2, 3);
        Path file = directory.onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, endOfData(bytes) - 3));
        assertThat(count(1, 2, directory)).isEqualTo(2);
        assertThat(reason(1, 3, directory)).contains("ends at zxid 0x2");
    }

    @Test
    void acceptsTornTailThatTheRestartedServerWroteAgain() throws IOException {
        LogDirectory directory = directory().append(1, 2, 3);
        Path file = directory.onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, endOfData(bytes) - 3));
        assertThat(count(1, 4, directory.append(3, 4))).isEqualTo(4);
    }

    @Test
    void rejectsFlippedBit() throws IOException {
        LogDirectory directory = directory().append(1, 2, 3);
        Path file = directory.onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("/n2")] ^= 1;
        Files.write(file, bytes);
        assertThat(reason(1, 3, directory)).contains("damaged").contains("wrong checksum");
    }

    @Test
    void rejectsFileThatIsNoTransactionLog() throws IOException {
        LogDirectory directory = directory().append(1, 2);
        Files.writeString(directory.path().resolve("log.9"), "some other file of a decent length");
        assertThat(reason(1, 2, directory)).contains("no ZooKeeper transaction log");
    }

    @Test
    void acceptsNewEpochThatStartsAtCounterOne() {
        LogDirectory directory = directory().append(1, 2).append(SECOND_EPOCH + 1, SECOND_EPOCH + 2);
        assertThat(count(1, SECOND_EPOCH + 2, directory)).isEqualTo(4);
    }

    @Test
    void rejectsNewEpochThatStartsLater() {
        LogDirectory directory = directory().append(1, 2).append(SECOND_EPOCH + 2);
        assertThat(reason(1, SECOND_EPOCH + 2, directory)).contains("gap");
    }

    @Test
    void leavesOutWhatOnlyAMinorityLogged() {
        Part<List<LoggedTransaction>> log = prove(
                1,
                SECOND_EPOCH + 1,
                directory().append(1, 2, 3),
                directory().append(1, 2).append(SECOND_EPOCH + 1),
                directory().append(1, 2).append(SECOND_EPOCH + 1));
        assertThat(transactions(log)).extracting(LoggedTransaction::zxid).containsExactly(1L, 2L, SECOND_EPOCH + 1);
    }

    @Test
    void countsTransactionThatTheOtherServersGotInASnapshot() throws IOException {
        Part<List<LoggedTransaction>> log = prove(
                1,
                SECOND_EPOCH + 1,
                directory().append(1, 2, 3).append(SECOND_EPOCH + 1),
                directory().append(1, 2).append(SECOND_EPOCH + 1).snapshot(3),
                directory().append(1).append(SECOND_EPOCH + 1).snapshot(3));
        assertThat(transactions(log)).extracting(LoggedTransaction::zxid).containsExactly(1L, 2L, 3L, SECOND_EPOCH + 1);
    }

    @Test
    void fillsTheStretchThatOneServerSkipped() {
        assertThat(count(
                        1,
                        6,
                        directory().append(1, 2).append(5, 6),
                        directory().append(1, 2, 3, 4, 5, 6),
                        directory().append(1, 2, 3, 4, 5)))
                .isEqualTo(6);
    }

    @Test
    void cannotJudgeWithoutAMajority() {
        assertThat(reason(
                        1,
                        3,
                        directory().append(1, 2, 3),
                        directory().append(1, 2),
                        directory().append(1, 2)))
                .contains("ends at zxid 0x2");
    }

    private LogDirectory directory() {
        return new LogDirectory(temp.resolve("zookeeper-" + ++directories));
    }

    private static int endOfData(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static long count(long first, long last, LogDirectory... servers) {
        return transactions(prove(first, last, servers)).size();
    }

    private static String reason(long first, long last, LogDirectory... servers) {
        return switch (ZooKeeperEvidence.load(
                Stream.of(servers).map(LogDirectory::path).toList(),
                RunDescriptions.run("", 1),
                RunDescriptions.collection(first, last))) {
            case Part.Missing<ClusterTimeline>(String reason) -> reason;
            case Part.Present<ClusterTimeline> present -> throw new AssertionError("unexpected proof " + present);
        };
    }

    private static List<LoggedTransaction> transactions(Part<List<LoggedTransaction>> log) {
        return switch (log) {
            case Part.Present<List<LoggedTransaction>>(List<LoggedTransaction> transactions) -> transactions;
            case Part.Missing<List<LoggedTransaction>>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static Part<List<LoggedTransaction>> prove(long first, long last, LogDirectory... servers) {
        return new EnsembleLog(Stream.of(servers)
                        .map(directory -> {
                            try {
                                return ServerLog.read("server", directory.path());
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        })
                        .toList())
                .prove(first, last);
    }
}
