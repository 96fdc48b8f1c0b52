package ordeal.broker.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.journal.Journal;
import ordeal.broker.journal.JournalContract;
import ordeal.broker.journal.JournalEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileJournalTest extends JournalContract {
    private static final Map<String, String> KINDS = Stream.of(
                    JournalEntry.IsrCommitted.class,
                    JournalEntry.HighWatermarkMoved.class,
                    JournalEntry.FollowerProgress.class)
            .map(Class::getSimpleName)
            .collect(Collectors.toMap(JournalLines::name, Function.identity()));

    @TempDir
    private Path folder;

    private final SteppedEventLoop loop = new SteppedEventLoop();

    @Override
    protected Journal open() {
        return FileJournal.open(loop, folder.resolve("journal"));
    }

    @Override
    protected List<Found> found() throws IOException {
        return lines().stream()
                .map(line -> new Found(
                        Objects.requireNonNull(KINDS.get(line.path("event").asString())),
                        line.path("partition").asInt(),
                        line.path("highWatermark")
                                .asLong(line.path("logEndOffset").asLong(-1))))
                .toList();
    }

    @Override
    protected void pass(long durationMs) {
        loop.advance(durationMs);
    }

    @AfterEach
    void close() {
        ((FileJournal) journal()).close();
    }

    private List<JsonNode> lines() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return Files.readAllLines(files.findFirst().orElseThrow()).stream()
                    .map(JsonMapper.shared()::readTree)
                    .toList();
        }
    }

    private List<String> events() throws IOException {
        return lines().stream().map(line -> line.path("event").asString()).toList();
    }

    @Test
    void aLineCountsUpAndNamesWhatTheEntrySays() throws IOException {
        journal().record(committed(P0));
        JsonNode line = lines().getFirst();
        assertThat(line.path("sequence").asLong()).isEqualTo(1);
        assertThat(line.path("event").asString()).isEqualTo("isr-committed");
        assertThat(line.path("topic").asString()).isEqualTo("t");
        assertThat(line.path("partition").asInt()).isZero();
        assertThat(line.path("partitionEpoch").asInt()).isEqualTo(5);
        assertThat(line.path("isr").toString()).isEqualTo("[1,2]");
    }

    @Test
    void progressIsMergedToTheLatestOfTenMilliseconds() throws IOException {
        journal().record(highWatermark(P0, 7));
        journal().record(highWatermark(P0, 9));
        journal().record(highWatermark(P1, 3));
        loop.advance(9);
        assertThat(lines()).isEmpty();
        loop.advance(1);
        assertThat(lines())
                .extracting(line -> line.path("highWatermark").asLong())
                .containsExactly(9L, 3L);
    }

    @Test
    void aDeedIsPrecededByTheLastProgressOfItsPartitionOnly() throws IOException {
        journal().record(highWatermark(P0, 7));
        journal().record(highWatermark(P1, 3));
        journal().record(committed(P0));
        assertThat(events()).containsExactly("high-watermark-moved", "isr-committed");
        assertThat(lines().getFirst().path("partition").asInt()).isZero();
        loop.advance(10);
        assertThat(events()).containsExactly("high-watermark-moved", "isr-committed", "high-watermark-moved");
        assertThat(lines()).extracting(line -> line.path("sequence").asLong()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatWaitsIsWrittenAtTheEnd() throws IOException {
        journal().record(highWatermark(P0, 7));
        ((FileJournal) journal()).close();
        assertThat(events()).containsExactly("high-watermark-moved");
    }
}
