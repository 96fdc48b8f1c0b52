package ordeal.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicConfigDefinitionTest {
    private static final TopicSettings DEFAULTS =
            new TopicSettings(1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, false, 2, false);

    @Test
    void aTopicWithoutSettingsOfItsOwnHasTheDefaults() {
        assertThat(TopicConfigDefinition.apply(Map.of(), DEFAULTS)).isEqualTo(DEFAULTS);
    }

    @Test
    void settingsOfItsOwnWin() {
        TopicSettings settings = TopicConfigDefinition.apply(
                Map.of(
                        "segment.bytes", "1048576",
                        "retention.ms", "-1",
                        "message.timestamp.type", "LogAppendTime",
                        "unclean.leader.election.enable", "true",
                        "cleanup.policy", "delete"),
                DEFAULTS);
        assertThat(settings)
                .isEqualTo(new TopicSettings(
                        1_048_576, 2000, 3000, 4000, -1, 6000, 7000, 8000, 9000, 10_000, true, 2, true));
    }

    @ParameterizedTest
    @CsvSource({
        "segment.bytes, 13, at least 14",
        "segment.bytes, x, not a number",
        "min.insync.replicas, 0, at least 1",
        "flush.messages, 0, at least 1",
        "cleanup.policy, compact, delete",
        "compression.type, zstd, producer",
        "unclean.leader.election.enable, perhaps, true or false",
        "retention.mss, 1, did you mean retention.ms?",
    })
    void refusesAndSaysWhatIsAllowed(String name, String value, String message) {
        assertThat(TopicConfigDefinition.validate(Map.of(name, value)))
                .singleElement()
                .satisfies(
                        error -> assertThat(error).containsIgnoringCase(message).contains(name));
        assertThatThrownBy(() -> TopicConfigDefinition.apply(Map.of(name, value), DEFAULTS))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void valuesAtTheBoundsAreTaken() {
        assertThat(TopicConfigDefinition.validate(
                        Map.of("segment.bytes", "14", "min.insync.replicas", "1", "retention.ms", "-1")))
                .isEmpty();
    }

    @Test
    void tellsTheValueOfEverySettingAndWhetherItIsTheTopicsOwn() {
        assertThat(TopicConfigDefinition.entries(Map.of("segment.bytes", "99"), DEFAULTS))
                .hasSize(15)
                .filteredOn(ConfigEntry::set)
                .singleElement()
                .satisfies(entry -> assertThat(entry.value()).isEqualTo("99"));
    }
}
