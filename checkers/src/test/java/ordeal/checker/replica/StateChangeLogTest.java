package ordeal.checker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ordeal.checker.run.Part;
import ordeal.checker.zookeeper.RunDescriptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateChangeLogTest {
    private static final String LINE =
            "[2026-11-22 18:30:13,123] INFO [Broker id=2] Leader t-1 with topic id Some(Zx_1-abcQWE4567890abcdA) starts at"
                    + " leader epoch 3 from offset 42 with partition epoch 7, high watermark 40, ISR [2,3], adding replicas []"
                    + " and removing replicas [] (under-min-isr). Previous leader Some(1) and previous leader epoch was 2."
                    + " (state.change.logger)";

    @TempDir
    Path temp;

    private final StateChangeLog reader = new StateChangeLog(RunDescriptions.run("", 2));

    @Test
    void readsWhatKafkaWritesForANewLeader() {
        assertThat(reader.parse(LINE)).hasValueSatisfying(change -> {
            assertThat(change.broker()).isEqualTo(2);
            assertThat(change.partition()).isEqualTo(1);
            assertThat(change.epochMs()).isEqualTo(1_795_372_213_123L);
            assertThat(change.leaderEpoch()).isEqualTo(3);
            assertThat(change.startOffset()).isEqualTo(42);
            assertThat(change.partitionEpoch()).isEqualTo(7);
            assertThat(change.highWatermark()).isEqualTo(40);
            assertThat(change.isr()).containsExactly(2, 3);
        });
    }

    @Test
    void passesOverEverythingElse() {
        assertThat(reader.parse(LINE.replace("t-1", "other-1"))).isEmpty();
        assertThat(reader.parse(LINE.substring(0, 150))).isEmpty();
        assertThat(reader.parse(LINE.replace("Leader t-1", "Follower t-1"))).isEmpty();
        assertThat(reader.parse("java.lang.IllegalStateException: Leader t-1")).isEmpty();
    }

    @Test
    void mergesRotatedFilesOfAllBrokersByTime() throws IOException {
        Path first = Files.createDirectory(temp.resolve("1"));
        Path second = Files.createDirectory(temp.resolve("2"));
        Files.writeString(first.resolve("state-change.log"), "\tat a.b.c\n" + at("15") + "\n[2026-11-22 18:3");
        Files.writeString(first.resolve("state-change.log.2026-11-22-17"), at("11") + "\n");
        Files.writeString(second.resolve("state-change.log"), at("13") + "\r\n");
        Part<List<RoleChange>> part = reader.load(Map.of(1, first, 2, second));
        assertThat(part)
                .isInstanceOfSatisfying(
                        Part.Present.class,
                        present -> assertThat((List<?>) present.value())
                                .extracting(change -> ((RoleChange) change).epochMs() % 60_000)
                                .containsExactly(11_123L, 13_123L, 15_123L));
    }

    @Test
    void cannotReadABrokerWithoutTheLog() {
        assertThat(reader.load(Map.of(1, temp))).isInstanceOf(Part.Missing.class);
    }

    private static String at(String seconds) {
        return LINE.replace("30:13,", "30:" + seconds + ",");
    }
}
