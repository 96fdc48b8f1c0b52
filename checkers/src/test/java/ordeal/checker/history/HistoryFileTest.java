package ordeal.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private static final List<HistoryEvent> ONE_OF_EACH = List.of(
            new HistoryEvent.PhaseStarted(Phase.WARM_UP, 1),
            new HistoryEvent.SendInvoked(3, 2, 417, 100, 5, 6),
            new HistoryEvent.SendCompleted(3, 2, 417, 9, Outcome.OK, 12, null),
            new HistoryEvent.SendCompleted(3, 2, 418, 9, Outcome.INFO, -1, "TimeoutException: no answer"),
            new HistoryEvent.ConsumerPositioned(1, Reader.FINAL, 2, 0, 10),
            new HistoryEvent.Polled(
                    1,
                    2,
                    10,
                    11,
                    List.of(new HistoryEvent.ValueRun(12, 3, 2, 417, 1)),
                    List.of(new HistoryEvent.ForeignRecord(13, "checksum mismatch", "4f44"))),
            new HistoryEvent.PollFailed(1, 12, 13, "TimeoutException"),
            new HistoryEvent.EndOffsetSampled(2, 13, 14, Outcome.OK, 14, 3, null),
            new HistoryEvent.EndOffsetSampled(2, 13, 14, Outcome.FAIL, -1, -1, "refused"),
            new HistoryEvent.FinalReadEnded(1, 2, 0, 14, 14, 15, null),
            new HistoryEvent.HarnessStalled(16, 7),
            new HistoryEvent.PhaseStarted(Phase.ENDED, 17));

    @Test
    void readsBackEveryKindOfEvent() throws IOException {
        Path path = folder.resolve("history.avro");
        try (HistoryWriter writer = HistoryWriter.create(path)) {
            ONE_OF_EACH.forEach(writer::append);
        }
        HistoryFile file = HistoryFile.open(path);
        assertThat(file.torn()).isEmpty();
        assertThat(events(file)).isEqualTo(ONE_OF_EACH);
        assertThat(events(file)).as("a second reading").isEqualTo(ONE_OF_EACH);
    }

    @Test
    void dropsTornLastBlockAndSaysSoWhereverItIsCut() throws IOException {
        Path path = folder.resolve("history.avro");
        long whole;
        try (HistoryWriter writer = HistoryWriter.create(path)) {
            writer.append(new HistoryEvent.PhaseStarted(Phase.WARM_UP, 1));
            writer.flush();
            whole = Files.size(path);
            writer.append(new HistoryEvent.PhaseStarted(Phase.FAULTS, 2));
        }
        byte[] bytes = Files.readAllBytes(path);
        for (int length = (int) whole + 1; length < bytes.length; length++) {
            Path cut = folder.resolve("cut-" + length);
            Files.write(cut, Arrays.copyOf(bytes, length));
            HistoryFile file = HistoryFile.open(cut);
            assertThat(file.torn()).as("cut at %d", length).isPresent();
            assertThat(events(file)).containsExactly(new HistoryEvent.PhaseStarted(Phase.WARM_UP, 1));
        }
        Path clean = folder.resolve("clean");
        Files.write(clean, Arrays.copyOf(bytes, (int) whole));
        assertThat(HistoryFile.open(clean).torn()).isEmpty();
    }

    @Test
    void refusesFileThatIsDamagedBeforeItsEnd() throws IOException {
        Path path = folder.resolve("history.avro");
        long firstBlock;
        try (HistoryWriter writer = HistoryWriter.create(path)) {
            ONE_OF_EACH.forEach(writer::append);
            writer.flush();
            firstBlock = Files.size(path);
            ONE_OF_EACH.forEach(writer::append);
        }
        byte[] bytes = Files.readAllBytes(path);
        bytes[(int) firstBlock - 3] ^= 1;
        Files.write(path, bytes);
        assertThatThrownBy(() -> HistoryFile.open(path)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> HistoryFile.open(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void handsBlockToOperatingSystemOnceItsOldestEventIsOldEnough() throws IOException {
        Path path = folder.resolve("history.avro");
        try (HistoryWriter writer = HistoryWriter.create(path)) {
            writer.append(new HistoryEvent.PhaseStarted(Phase.WARM_UP, SECOND));
            writer.flushIfDue(SECOND + HistoryWriter.MAX_AGE_NANOS - 1);
            assertThat(events(HistoryFile.open(path))).isEmpty();
            writer.flushIfDue(SECOND + HistoryWriter.MAX_AGE_NANOS);
            assertThat(events(HistoryFile.open(path))).hasSize(1);
            writer.append(new HistoryEvent.PhaseStarted(Phase.FAULTS, 2 * SECOND));
            writer.append(new HistoryEvent.PhaseStarted(Phase.RECOVERY, 3 * SECOND));
            assertThat(events(HistoryFile.open(path)))
                    .as("an append does it too")
                    .hasSize(3);
        }
    }

    @Test
    void handsBlockToOperatingSystemOnceItIsFull() throws IOException {
        Path path = folder.resolve("history.avro");
        try (HistoryWriter writer = HistoryWriter.create(path)) {
            for (int i = 0; i < HistoryWriter.EVENTS_PER_FLUSH + 1; i++) {
                writer.append(new HistoryEvent.SendInvoked(0, 0, i, 100, 1, 1));
            }
            assertThat(events(HistoryFile.open(path))).hasSize(HistoryWriter.EVENTS_PER_FLUSH);
        }
    }

    @Test
    void keepsEveryEventOfManyThreads() throws Exception {
        Path path = folder.resolve("history.avro");
        try (HistoryWriter writer = HistoryWriter.create(path)) {
            List<Thread> threads = new ArrayList<>();
            for (int producer = 0; producer < 4; producer++) {
                int number = producer;
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 1000; i++) {
                        writer.append(new HistoryEvent.SendInvoked(number, 0, i, 100, i, i));
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(events(HistoryFile.open(path))).hasSize(4000).doesNotHaveDuplicates();
    }

    private static List<HistoryEvent> events(HistorySource source) {
        List<HistoryEvent> events = new ArrayList<>();
        source.forEach(events::add);
        return events;
    }
}
