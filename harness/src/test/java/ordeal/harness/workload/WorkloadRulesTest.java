package ordeal.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ordeal.checker.history.HistoryEvent.ValueRun;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Payload;
import ordeal.checker.history.Value;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small rules of the clients. */
class WorkloadRulesTest {
    private static final Payload PAYLOAD = new Payload(3);

    @Test
    void callsASendOkFailOrInfo() {
        assertThat(SendOutcome.of(null, false)).isEqualTo(Outcome.OK);
        assertThat(SendOutcome.of(null, true)).isEqualTo(Outcome.OK);
        assertThat(SendOutcome.of(new IllegalStateException("x"), true)).isEqualTo(Outcome.FAIL);
        assertThat(SendOutcome.of(new IllegalStateException("x"), false)).isEqualTo(Outcome.INFO);
        assertThat(SendOutcome.words(null)).isNull();
        assertThat(SendOutcome.words(new IllegalStateException("x"))).isEqualTo("IllegalStateException: x");
    }

    @Test
    void drawsSizesWithinTheirBoundsAndOverAllOrdersOfMagnitude() {
        SizeDistribution sizes = new SizeDistribution(20, 20_000);
        SplittableRandom random = new SplittableRandom(9);
        List<Integer> drawn =
                IntStream.range(0, 10_000).mapToObj(_ -> sizes.draw(random)).toList();
        assertThat(drawn).allMatch(size -> size >= 20 && size <= 20_000);
        long small = drawn.stream().filter(size -> size < 200).count();
        long large = drawn.stream().filter(size -> size >= 2_000).count();
        assertThat(small).isBetween(3_000L, 3_700L);
        assertThat(large).isBetween(3_000L, 3_700L);
        assertThat(new SizeDistribution(50, 50).draw(random)).isEqualTo(50);
    }

    @Test
    void keepsConsecutiveValuesAsOneRun() {
        PolledRecords kept =
                PolledRecords.of(List.of(record(10, 1, 0, 5), record(11, 1, 0, 6), record(12, 1, 0, 7)), PAYLOAD);
        assertThat(kept.runs()).containsExactly(new ValueRun(10, 1, 0, 5, 3));
        assertThat(kept.foreign()).isEmpty();
    }

    @Test
    void beginsANewRunAtAnOffsetGapAnotherProducerAnotherPartitionAndASequenceThatDoesNotFollow() {
        PolledRecords kept = PolledRecords.of(
                List.of(
                        record(10, 1, 0, 5),
                        record(12, 1, 0, 6),
                        record(13, 2, 0, 7),
                        record(14, 2, 1, 8),
                        record(15, 2, 1, 8),
                        record(16, 2, 1, 7)),
                PAYLOAD);
        assertThat(kept.runs()).hasSize(6).allMatch(run -> run.count() == 1);
    }

    @Test
    void keepsWhatNobodyWroteApart() {
        byte[] altered = PAYLOAD.encode(new Value(1, 0, 6), 100);
        altered[99] ^= 1;
        PolledRecords kept = PolledRecords.of(
                List.of(record(10, 1, 0, 5), raw(11, altered), raw(12, null), record(13, 1, 0, 6)), PAYLOAD);
        assertThat(kept.foreign()).extracting("offset").containsExactly(11L, 12L);
        assertThat(kept.foreign().getFirst().reason()).isEqualTo("checksum mismatch");
        assertThat(kept.foreign().getFirst().head()).hasSize(128);
        assertThat(kept.runs()).hasSize(2);
    }

    @Test
    void takesAPayloadOfAnotherRunForForeign() {
        byte[] other = new Payload(4).encode(new Value(1, 0, 6), 100);
        assertThat(PolledRecords.of(List.of(raw(1, other)), PAYLOAD)
                        .foreign()
                        .getFirst()
                        .reason())
                .isEqualTo("written by another run");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 20, 20",
        "1, 0, 1, 20, 20",
        "1, 1, 0, 20, 20",
        "1, 1, -1, 20, 20",
        "1, 1, NaN, 20, 20",
        "1, 1, 1, 19, 20",
        "1, 1, 1, 21, 20",
        "1, 1, 1, 20, 65536"
    })
    void refusesSettingsThatTestNothing(int producers, int consumers, double rate, int minSize, int maxSize) {
        assertThatThrownBy(() -> new WorkloadSettings(
                        producers, consumers, rate, minSize, maxSize, WorkloadSettings.ALL_CODECS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsAcksAndIdempotenceAsKafkaUnderstandsThem() {
        assertThat(settings(Map.of()).acks()).isEqualTo("all");
        assertThat(settings(Map.of("acks", "-1")).acks()).isEqualTo("all");
        assertThat(settings(Map.of("acks", "1", "enable.idempotence", "false")).acks())
                .isEqualTo("1");
        assertThat(settings(Map.of("acks", "1", "enable.idempotence", "false")).idempotence())
                .isFalse();
        assertThat(settings(Map.of()).maxInFlightRequests()).isEqualTo(5);
    }

    @Test
    void givesEveryProducerACodecAndLetsOverridesWin() {
        WorkloadSettings settings = settings(Map.of("linger.ms", "50", "acks", "1"));
        assertThat(ClientProperties.producer("x:1", 1, settings))
                .containsEntry("compression.type", "gzip")
                .containsEntry("linger.ms", "50")
                .containsEntry("acks", "1");
        assertThat(ClientProperties.producer("x:1", 5, settings)).containsEntry("compression.type", "none");
    }

    private static WorkloadSettings settings(Map<String, String> overrides) {
        return new WorkloadSettings(1, 1, 1, 20, 20, WorkloadSettings.ALL_CODECS, overrides);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, int producer, int partition, long sequence) {
        return raw(offset, PAYLOAD.encode(new Value(producer, partition, sequence), 40));
    }

    private static ConsumerRecord<byte[], byte[]> raw(long offset, byte @Nullable [] value) {
        return new ConsumerRecord<>("a", 0, offset, null, value);
    }
}
