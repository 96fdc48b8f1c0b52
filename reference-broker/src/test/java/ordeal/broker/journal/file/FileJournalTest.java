package ordeal.broker.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.journal.JournalEntry;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileJournalTest {
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    @TempDir
    private Path folder;

    private final SteppedEventLoop loop = new SteppedEventLoop();
    private FileJournal journal;

    @BeforeEach
    void open() {
        journal = FileJournal.open(loop, folder.resolve("journal"));
    }

    private static JournalEntry highWatermark(TopicPartition partition, long offset) {
        return new JournalEntry.HighWatermarkMoved(partition, 4, 2, true, offset, 100, 3);
    }

    private static JournalEntry committed(TopicPartition partition) {
        return new JournalEntry.IsrCommitted(partition, 5, 2, List.of(1, 2));
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
    void aDeedIsInTheFileWhenItHasBeenRecorded() throws IOException {
        journal.record(committed(P0));
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
        journal.record(highWatermark(P0, 7));
        journal.record(highWatermark(P0, 9));
        journal.record(highWatermark(P1, 3));
        loop.advance(9);
        assertThat(lines()).isEmpty();
        loop.advance(1);
        assertThat(lines())
                .extracting(line -> line.path("highWatermark").asLong())
                .containsExactly(9L, 3L);
    }

    @Test
    void progressOfDifferentReplicasIsNotMerged() throws IOException {
        journal.record(new JournalEntry.FollowerProgress(P0, 4, 2, 2, 7));
        journal.record(new JournalEntry.FollowerProgress(P0, 4, 2, 3, 8));
        loop.advance(10);
        assertThat(lines()).extracting(line -> line.path("replica").asInt()).containsExactly(2, 3);
    }

    @Test
    void aDeedIsPrecededByTheLastProgressOfItsPartitionOnly() throws IOException {
        journal.record(highWatermark(P0, 7));
        journal.record(highWatermark(P1, 3));
        journal.record(committed(P0));
        assertThat(events()).containsExactly("high-watermark-moved", "isr-committed");
        assertThat(lines().getFirst().path("partition").asInt()).isZero();
        loop.advance(10);
        assertThat(events()).containsExactly("high-watermark-moved", "isr-committed", "high-watermark-moved");
        assertThat(lines()).extracting(line -> line.path("sequence").asLong()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatWaitsIsWrittenAtTheEnd() throws IOException {
        journal.record(highWatermark(P0, 7));
        journal.close();
        assertThat(events()).containsExactly("high-watermark-moved");
    }
}
